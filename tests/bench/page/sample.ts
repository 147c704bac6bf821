import { create, newId, type Write } from '../../../lib/ledger';
import type { PeerDoc } from './peers';

const TEXT =
  '学习材料与讨论：站点休息点夜间开放、恶劣天气配送时限、算法取中的说明会，以及支部联系骑手的三条办法和下月分工。';

/** A realistic record: study declared by a member, with some seventy characters of text. */
export function studyFields(index: number) {
  return {
    member: newId(),
    on: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
    form: 'self' as const,
    subject: `${TEXT.slice(index % 20)}${index}`,
    hours: 1 + (index % 4),
    minutes: 45 * (1 + (index % 4)),
    state: 'declared' as const,
  };
}

export const studyWrites = (count: number): Write[] =>
  Array.from({ length: count }, (_, index) => create('studyLog', studyFields(index)));

/** The same records for a peer. */
export const studyDocs = (count: number): PeerDoc[] =>
  Array.from({ length: count }, (_, index) => {
    const fields = studyFields(index);
    return { id: newId(), kind: 'studyLog', at: fields.on, fields };
  });
