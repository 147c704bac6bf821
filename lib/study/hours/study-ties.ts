import { change, type Ledger, type Write } from '../../ledger';
import type { Meeting } from '../../records';
import { dateOf } from '../../rules/calendar';
import { packAt } from '../../rules/editions';
import type { LifePack } from '../../rules/pack';

const clipsOf = (meeting: Meeting | undefined): string[] =>
  Object.values(meeting?.agenda ?? {}).flatMap((item) => item?.clip ?? []);

/**
 * Writes that tie declared study to an activity that is moved to another day, or whose agenda is given a text after
 * it was moved. Study of the same text on the activity's present day is found by the day alone; on one of its former
 * days the activity would leave it behind, and the study would count twice. Usually empty.
 */
export async function tiesOf(
  ledger: Ledger,
  pack: LifePack,
  meeting: { id: string; before: Meeting | undefined; after: Meeting },
): Promise<Write[]> {
  const { id, before, after } = meeting;
  if (!before) return [];
  const clips = new Set([...clipsOf(before), ...clipsOf(after)]);
  const day = dateOf(after.startsAt);
  const isNew = clipsOf(after).some((clip) => !clipsOf(before).includes(clip));
  if (!clips.size || (!isNew && dateOf(before.startsAt) === day)) return [];
  const logs = (await Promise.all([...clips].map((clip) => ledger.linked(clip, 'studyLog'))))
    .flat()
    .filter(
      ({ fields: { meeting: tied, on, form } }) =>
        !tied && on !== day && packAt(pack, on).study.countingForms.includes(form),
    );
  if (!logs.length) return [];
  const steps = await ledger.historyOf(id, 'startsAt');
  const former = new Set([before.startsAt, ...steps.map(({ value }) => String(value))].map(dateOf));
  return logs.filter(({ fields }) => former.has(fields.on)).map((log) => change(log, { meeting: id }));
}
