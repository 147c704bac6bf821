import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { CaseFinding } from '../../lib/rules/development';
import type { DevelopmentPack } from '../../lib/rules/development-pack';
import { packText } from '../../lib/rules/pack';

export const categoryWord = (category: string): string => tDynamic(`today.category.${category}`);

/** Title of a stage of the pack. */
export function stageWord(pack: DevelopmentPack, id: string): string {
  const stage = pack.stages.find((one) => one.id === id);
  return stage ? packText(stage.title, currentLanguage()) : id;
}

/** Title of a step of the pack. */
export function stepWord(pack: DevelopmentPack, id: string): string {
  const step = pack.steps.find((one) => one.id === id);
  return step ? packText(step.title, currentLanguage()) : id;
}

/** What a finding says. */
export function findingWord(pack: DevelopmentPack, finding: CaseFinding): string {
  const [step = '', other = ''] = finding.steps;
  const { unannounced, ...params } = finding.params;
  const text = tDynamic(`members.finding.${finding.code}`, {
    ...params,
    step: stepWord(pack, step),
    other: stepWord(pack, other),
    norm: finding.check ? packText(finding.check.wording, currentLanguage()) : '',
    what: finding.check ? packText(finding.check.title, currentLanguage()) : '',
  });
  return unannounced ? `${text}${t('members.finding.unannounced', { year: unannounced })}` : text;
}
