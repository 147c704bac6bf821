import { t, tMaybe } from '../../../lib/i18n';
import { type Ledger, sharedSpaces } from '../../../lib/ledger';
import type { Independence, Rights, Standing, StateChange } from '../../../lib/review';
import type { ItemRecord } from '../../../lib/governance';
import type { ExhibitState } from '../../../lib/records/exhibit';
import type { Json } from '../../../lib/records/kind';
import { changedFields } from '../../../lib/governance';
import type { Tone } from '../../ui';
import { fieldWord, type NameOf, valueWord } from '../../ui/record-words';
import { shownLabel, shownWord } from '../exhibit-words';

export const STANDING_TONES: Record<Standing, Tone> = {
  draft: 'unknown',
  submitted: 'info',
  inReview: 'info',
  returned: 'bad',
  signed: 'ok',
  changed: 'due',
  revoked: 'due',
};

/** 独立复核, or 未独立 and why. */
export const independenceWord = ({ independent, why }: Independence): string =>
  independent ? t('review.independent') : t(`review.dependent.${why ?? 'answered'}`);

/** What somebody signs as, until they write something else. */
export const roleWord = ({ role, shared }: Rights, isCompliance: boolean): string =>
  shared && role
    ? t(`review.role.${role}`)
    : t(isCompliance ? 'review.role.reviewer' : 'review.role.secretary');

/** One line of what differs: what it is about, before and now. */
export interface DiffLine {
  label: string;
  before?: string;
  now?: string;
}

/** Differences between two states in words. */
export function diffLines(changes: readonly StateChange[], record: ItemRecord, nameOf: NameOf): DiffLine[] {
  return changes.flatMap(({ path: [part, name, inner], before, now }): DiffLine[] => {
    if (part === undefined) return [{ label: t('review.diff.unreadable') }];
    if (part === 'asked') return [{ label: t('review.diff.asked') }];
    if (part === 'answers' && name)
      return [
        {
          label: fieldWord('governanceItem', name, nameOf),
          before: valueWord('governanceItem', name, before, nameOf),
          now: valueWord('governanceItem', name, now, nameOf),
        },
      ];
    const entry = record.fields.evidence?.[name ?? ''];
    const word = (value: Json | undefined): string =>
      value === undefined ? '' : valueWord('governanceItem', `evidence/${name}`, value, nameOf);
    if (!inner)
      return [
        now === undefined
          ? { label: t('review.diff.detached'), before: word(before) }
          : { label: t('review.diff.attached'), now: word(now) },
      ];
    const of = word(entry as unknown as Json);
    if (inner === 'seen') return exhibitLines(of, entry?.record?.kind ?? '', before, now);
    return [
      {
        label: t('review.diff.evidence', {
          name: of,
          field: tMaybe(`evidenceForm.field.${inner}`) ?? t('review.diff.detail'),
        }),
        before: plain(before),
        now: plain(now),
      },
    ];
  });
}

const plain = (value: Json | undefined): string =>
  value === undefined ? t('settings.noValue') : typeof value === 'string' ? value : JSON.stringify(value);

function exhibitLines(of: string, kind: string, before: Json | undefined, now: Json | undefined): DiffLine[] {
  const [a, b] = [before, now] as unknown as [ExhibitState | undefined, ExhibitState | undefined];
  const fields = a && b ? changedFields(a, b) : [];
  const shown = (state: ExhibitState | undefined, field: string): string =>
    shownWord(kind, field, (state?.shown as Record<string, Json> | undefined)?.[field]);
  if (!fields.length)
    return [{ label: t(b?.gone && !a?.gone ? 'review.diff.gone' : 'review.diff.elsewhere', { name: of }) }];
  return fields.map((field) => ({
    label: t('review.diff.evidence', { name: of, field: shownLabel(kind, field) }),
    before: shown(a, field),
    now: shown(b, field),
  }));
}

/** Name of the person of this profile: from the roster, else as whoever let them in wrote it; empty when unknown. */
export async function ownName(ledger: Ledger): Promise<string> {
  const me = ledger.me?.member ?? '';
  const [member, colleague] = await Promise.all([ledger.get('member', me), ledger.get('colleague', me)]);
  const known = member?.fields.name ?? colleague?.fields.name;
  if (known !== undefined) return known;
  // Who is in the space of a company alone stands on no roster: the name is the one given to that space.
  return (await sharedSpaces(ledger)).find((share) => share.member === me && share.myName)?.myName ?? '';
}
