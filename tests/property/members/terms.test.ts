import fc from 'fast-check';
import { expect, it } from 'vitest';
import { saveMember } from '../../../lib/branch/members';
import { groupOn, memberWithTerms, postsOn } from '../../../lib/branch/terms';
import { PARTY_POSTS } from '../../../lib/records/member';
import { addDays } from '../../../lib/rules/calendar';
import { openTestLedger } from '../../unit/support/ledger';

const first = '2026-03-01';
const state = fc.record({
  days: fc.integer({ min: 1, max: 40 }),
  posts: fc.uniqueArray(fc.constantFrom(...PARTY_POSTS), { maxLength: 3 }),
  group: fc.constantFrom(undefined, 'g1', 'g2'),
});

it('the posts and group of any past day are those the roster showed at the end of that day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 6 }), async (states) => {
      const { ledger, time } = await openTestLedger({ now: `${first}T04:00:00Z` });
      const { id } = await saveMember(ledger, undefined, { name: '示例甲', category: 'full' });
      // Somebody without a group who gets one is taken to have been in it before: not known otherwise. Here it is.
      let day = first;
      const shown: { day: string; posts: string; group: string | undefined }[] = [];
      for (const { days, posts, group } of states) {
        day = addDays(day, days);
        time.now = Date.parse(`${day}T04:00:00Z`);
        const member = (await memberWithTerms(ledger, id))!;
        await saveMember(
          ledger,
          member,
          { name: '示例甲', category: 'full', posts, group },
          {
            terms: { groupSince: day },
          },
        );
        const now = (await memberWithTerms(ledger, id))!;
        expect([...(now.fields.posts ?? [])].sort()).toEqual([...posts].sort());
        shown.push({ day, posts: [...posts].sort().join(), group });
      }
      const member = (await memberWithTerms(ledger, id))!;
      for (const past of shown) {
        expect(postsOn(member, past.day).sort().join()).toBe(past.posts);
        expect(groupOn(member, past.day)).toBe(past.group);
      }
      ledger.close();
    }),
    { numRuns: 25 },
  );
}, 30_000);
