import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { MatterStep } from '../../lib/life/matters';
import { meetingTitle, typeNames } from '../../lib/life/notice';
import { matterOf } from '../../lib/records/meeting';
import { Link, useToday } from '../ui';
import { shortDate } from './words';

/** 支委会 11-06 → 党员大会 11-24 → 党小组会 12-09: the stations of a matter, each a link. */
export function MatterChain({ chain, here }: { chain: readonly MatterStep[] | undefined; here: string }) {
  const today = useToday();
  if (!chain?.length) return null;
  return (
    <ol class="text-meta text-ink-2 flex flex-wrap items-center gap-x-1" aria-label={t('matter.chain')}>
      {chain.map(({ meeting, text, state }, index) => {
        const name = t('matter.place', {
          title: typeNames(meeting.fields).join(t('life.typeJoin')) || meetingTitle(meeting.fields),
          date: shortDate(meeting.fields.startsAt, today),
        });
        const mark = state && state !== 'open' ? ` · ${tDynamic(`life.value.state.${state}`)}` : '';
        return (
          <li key={meeting.id} class="flex items-center gap-x-1" title={text}>
            {index > 0 && <span aria-hidden="true">→</span>}
            {meeting.id === here ? (
              <strong aria-current="page">
                {name}
                {mark}
              </strong>
            ) : (
              <Link class="underline" to={`/life/meeting/${meeting.id}`}>
                {name}
                {mark}
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Where a matter usually goes next: from the committee to the membership, from there to the groups. */
export function nextTypeOf(types: Rec<'meeting'>['fields']['types']): 'general' | 'group' | 'committee' {
  if (types.general) return 'group';
  return types.committee ? 'general' : 'committee';
}

/** Starts the next meeting with the matter on its agenda. */
export const carryRoute = (meeting: Rec<'meeting'>, item: string): string =>
  `/life/new?types=${nextTypeOf(meeting.fields.types)}&carry=${encodeURIComponent(matterOf({ meeting: meeting.id, item }))}`;
