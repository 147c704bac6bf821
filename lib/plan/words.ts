import { currentLanguage, t } from '../i18n';
import type { PlanItem } from '../records';
import { MEETING_TYPES } from '../records/meeting';
import { packText } from '../rules/pack';
import type { PlanPack } from '../rules/plan-pack';

/** The task or step of the pack that an item stands for. */
export function taskOf(pack: PlanPack, task: string) {
  const [track, step = ''] = task.split('.');
  return (
    pack.tasks.find((one) => one.id === task) ??
    pack.tracks.find((one) => one.id === track)?.steps.find((one) => one.id === step)
  );
}

/** What an item is called: its topic, else its types, else its task. */
export function planTitle(pack: PlanPack, fields: Pick<PlanItem, 'title' | 'types' | 'task'>): string {
  if (fields.title) return fields.title;
  // In the words of the first screen, which lists items too.
  const types = MEETING_TYPES.filter((type) => fields.types?.[type]);
  if (types.length) return types.map((type) => t(`today.type.${type}`)).join(t('today.listMark'));
  const task = fields.task ? taskOf(pack, fields.task) : undefined;
  return task ? packText(task.title, currentLanguage()) : (fields.task ?? '');
}
