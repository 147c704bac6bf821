import { currentLanguage, t, tDynamic } from '../i18n';
import { yuanText } from '../rules/money';
import { packText } from '../rules/pack';
import { lifePack } from '../rules/packs';
import type { ActivityLine, Figure, Share } from './body';

/** The name of a figure. */
export const figureName = (figure: Figure): string => tDynamic(`rollups.figure.${figure}`);

/** What a figure counts, in a sentence. */
export const figureMeaning = (figure: Figure): string => tDynamic(`rollups.means.${figure}`);

const numberText = (figure: Figure, value: number): string =>
  figure === 'duesFen' ? yuanText(value) : String(value);

/**
 * A figure in words: 7/8, with what is unknown beside it. Without a count 缺项; of nothing 无记录. A figure and what it
 * is of always stand together.
 */
export function shareText(figure: Figure, share: Share | undefined): string {
  if (!share) return t('common.unknown');
  const { have, of, unknown } = share;
  const rest = unknown ? t('rollups.unknownOf', { count: unknown }) : '';
  if (have === undefined) {
    const said = t('common.unknown');
    return of === undefined ? said : `${said}/${numberText(figure, of)}`;
  }
  if (of === 0) return t('rollups.noRecord');
  const said =
    of === undefined ? numberText(figure, have) : `${numberText(figure, have)}/${numberText(figure, of)}`;
  return [said, rest].filter(Boolean).join(' ');
}

/** True when nobody can say the figure. */
export const isSilent = (share: Share | undefined): boolean => share?.have === undefined;

/** The name of a rule of organisation life; its id when this program has no such rule. */
export function ruleName(rule: string): string {
  const found = lifePack().cadences.find(({ id }) => id === rule);
  return found ? packText(found.title, currentLanguage()) : rule;
}

/** How often one rule fell due and was held. */
export function activityText({ due, held }: ActivityLine): string {
  const did = held === undefined ? t('common.unknown') : t('rollups.heldTimes', { count: held });
  return due === undefined ? did : t('rollups.heldOf', { due, held: did });
}
