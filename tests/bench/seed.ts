import { create, type Ledger, newId, openSpace, type Write } from '../../lib/ledger';

/** How many records of each kind a profile of the benchmark has. */
export interface Mix {
  members: number;
  meetings: number;
  clips: number;
  studies: number;
}

const TEXT = '站点休息点夜间开放、恶劣天气配送时限、算法取中的说明会，以及支部联系骑手的三条办法和下月分工。';
const YEARS = 10;
const BATCH = 2000;

/** A day within the years up to `today` (`YYYY-MM-DD`), evenly spread by `share` (0 to 1). */
function dayAt(today: string, share: number): string {
  const back = Math.floor((1 - share) * YEARS * 365) * 86_400_000;
  return new Date(Date.parse(today) - back).toISOString().slice(0, 10);
}

/** Fills the own space of this profile with a branch of the given size, spread over ten years up to `today`. */
export async function seed(mix: Mix, today: string): Promise<number> {
  const ledger = await openSpace('own');
  const members = Array.from({ length: mix.members }, () => newId());
  const writes: Write[] = [
    create('branch', {
      name: '示例平台第一党支部',
      company: '示例平台公司',
      companyId: 'bench-company',
      form: 'single',
      hasCommittee: true,
      termStart: dayAt(today, 0.9),
    }),
    ...members.map((id, index) =>
      create('member', { name: `示例${index}`, category: 'full', joinedOn: '2015-07' }, id),
    ),
    ...Array.from({ length: mix.clips }, (_, index) =>
      create('clip', {
        title: `${TEXT.slice(index % 20, (index % 20) + 22)}${index}`,
        url: `https://example.org/article/${index}`,
        siteName: '示例日报',
        coverage: 'article',
        excerpt: TEXT,
        length: 1200,
      }),
    ),
    ...Array.from({ length: mix.meetings }, (_, index) => meeting(mix, members, today, index)),
    ...Array.from({ length: mix.studies }, (_, index) =>
      create('studyLog', {
        member: members[index % members.length] ?? '',
        on: dayAt(today, index / mix.studies),
        form: 'self',
        subject: TEXT,
        hours: 1 + (index % 3),
        state: 'confirmed',
      }),
    ),
  ];
  for (let start = 0; start < writes.length; start += BATCH) {
    await ledger.commit(writes.slice(start, start + BATCH), { label: 'bench' });
  }
  // The latest commit of a ledger in use is a small one, not the end of an import.
  await ledger.commit([create('partyGroup', { name: '示例小组' })], { label: 'bench' });
  await settle(ledger, members[0] ?? '', today);
  return writes.length + 1;
}

function meeting(mix: Mix, members: readonly string[], today: string, index: number): Write {
  const present = Math.min(24, members.length);
  const attendance = Object.fromEntries(
    Array.from({ length: present }, (_, seat) => [
      members[(index + seat) % members.length] ?? '',
      { state: 'present' as const },
    ]),
  );
  return create('meeting', {
    types: { [index % 3 ? 'themeDay' : 'general']: true },
    title: `${TEXT.slice(0, 12)}${index}`,
    startsAt: `${dayAt(today, index / mix.meetings)}T15:00`,
    place: '示例会议室',
    agenda: { a: { order: 1, text: TEXT } },
    minutes: TEXT,
    attendance,
  });
}

async function settle(ledger: Ledger, me: string, today: string): Promise<void> {
  await ledger.setMe({ member: me, role: 'secretary' });
  await ledger.setMeta('trackedSince', `${today.slice(0, 4)}-01-01`);
  await ledger.setMeta('lastBackupAt', Date.parse(today));
  ledger.close();
}
