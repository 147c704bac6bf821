import { currentLanguage, t } from '../../lib/i18n';
import { DUES_METHODS, type DuesWay } from '../../lib/records/dues';
import type { DuesCell, DuesState } from '../../lib/rules/dues';
import type { DuesPack } from '../../lib/rules/dues-pack';
import { packText } from '../../lib/rules/pack';
import type { Tone } from '../ui';

export const methodOptions = () => DUES_METHODS.map((value) => ({ value, label: t(`dues.method.${value}`) }));

export const wayOptions = (pack: DuesPack): { value: DuesWay; label: string }[] =>
  pack.ways.map((way) => ({ value: way.id, label: packText(way.title, currentLanguage()) }));

/** Colour of a state. What is still in time is amber; only what is over its month is red. */
export const STATE_TONES: Record<DuesState, Tone> = {
  paid: 'ok',
  short: 'due',
  due: 'due',
  unpaid: 'bad',
  unknown: 'unknown',
  exempt: 'info',
  none: 'unknown',
  ahead: 'info',
};

/** How the months of a list divide, for the figures above it. */
export type DuesGroup = 'paid' | 'open' | 'unknown' | 'free';

/** What kind of line a month is in the list of a month. */
export function groupOf(cell: DuesCell): DuesGroup {
  switch (cell.state) {
    case 'paid':
      return 'paid';
    case 'unknown':
      return 'unknown';
    case 'exempt':
    case 'none':
      return 'free';
    default:
      return 'open';
  }
}
