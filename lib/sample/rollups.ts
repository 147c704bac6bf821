import { readBundle, writeBundle } from '../carrier';
import type { Ledger } from '../ledger';
import { asFault } from '../records/fault';
import { type Body, FIGURES, type ItemLine } from '../rollups/body';
import { countReport } from '../rollups/count';
import { sealReport } from '../rollups/format';
import { branchCode, branchName, organisationPlace } from '../rollups/names';
import {
  makeOrganisation,
  newBranchId,
  type NewStatement,
  ownOrganisation,
  sayOfBranches,
} from '../rollups/organisation';
import { readReportFile } from '../rollups/read';
import { keepCommittee, reportFile } from '../rollups/send';
import type { ChecklistPack } from '../rules/pack';
import { checklistPack } from '../rules/packs';
import { addDays } from '../rules/calendar';
import { type PeriodKey, periodKey, periodRange, shiftPeriod } from '../rules/periods';
import { makeDeviceKeys, publicHex } from '../sync/suite';
import { seeded } from './build';

const NAMES = [
  '外卖',
  '货运',
  '直播',
  '电商',
  '支付',
  '算法',
  '客服',
  '仓储',
  '安全',
  '海外',
  '法务',
] as const;
const REGIONS = ['示例东区', '示例西区', '示例南区'] as const;

/**
 * A fictional committee to which this branch and eleven others report: two of them were not heard of, and the key of
 * one was not compared yet. Their reports come in through the same door as files that are sent by chat.
 */
export async function fillRollups(ledger: Ledger, today: string): Promise<void> {
  try {
    await makeOrganisation(ledger, '中共示例出行网络科技有限公司委员会');
  } catch (thrown) {
    // A browser that can make no keys has the sample without a committee.
    if (asFault(thrown).code === 'E880') return;
    throw thrown;
  }
  const organisation = await ownOrganisation(ledger);
  if (!organisation) return;
  const { card, text } = organisation;
  const now = periodKey('Q', today);
  const files: { name: string; bytes: Uint8Array }[] = [];
  const listed: NewStatement[] = [];
  const random = seeded(41);
  const pack = await checklistPack();
  for (const [at, place] of NAMES.entries()) {
    const name = `示例${place}党支部`;
    const region = REGIONS[at % REGIONS.length];
    const superior = at % 2 ? '示例出行平台党总支' : '示例出行职能党总支';
    const said: NewStatement = { id: newBranchId(), name, superior, region };
    if (at < 9) {
      const { sign } = await makeDeviceKeys();
      const key = await publicHex(sign.publicKey);
      const b = await branchName(card.org, said.id);
      if (at < 8) said.code = await branchCode(card.org, b, key);
      for (const [back, period] of [shiftPeriod(now, -1), now].entries()) {
        const content = reportOf(
          pack,
          name,
          superior,
          back ? addDays(today, -at * 6) : addDays(periodRange(now)?.from ?? today, at),
          period,
          random,
        );
        const n = ledger.clock.wall() + back;
        const about = { org: card.org, b, period, n, t: ledger.clock.wall(), d: 'example1', key };
        const bytes = await sealReport(about, content, { mailbox: card.mailbox, signWith: sign.privateKey });
        files.push({ name: organisationPlace(card.org).report(period, b), bytes });
      }
    }
    if (at !== 8) listed.push(said);
  }
  await keepCommittee(ledger, text);
  await sayOfBranches(ledger, listed);
  await readReportFile(ledger, await readBundle(await writeBundle(files)));
  await readReportFile(
    ledger,
    await readBundle(await reportFile(ledger, now, await countReport(ledger, now, today))),
  );
}

/** What one of them reports: some things done, some not, some unknown. */
function reportOf(
  pack: ChecklistPack,
  name: string,
  superior: string,
  asOf: string,
  period: PeriodKey,
  random: () => number,
): Body {
  const int = (most: number): number => Math.floor(random() * most);
  const letters = ['m', 'm', 'm', 'p', 'n', 'a', '', ''] as const;
  const items = pack.items.flatMap(({ code, frequency }): ItemLine[] => {
    if (frequency.every((one) => one === 'E')) return [];
    const design = letters[int(letters.length)] ?? '';
    const effect = design ? (letters[int(letters.length)] ?? '') : '';
    const mark = design ? String(int(1e6)).padStart(12, '0') : '';
    return [[code, design, effect, design ? int(4) : 0, mark]];
  });
  const share = (of: number): { have: number; of: number } => ({ have: Math.max(0, of - int(4)), of });
  const figures = Object.fromEntries(
    [...FIGURES.fact.slice(1), ...FIGURES.quality].flatMap((figure) =>
      int(6) === 0 || figure === 'activities' ? [] : [[figure, share(4 + int(20))] as const],
    ),
  );
  return {
    v: 1,
    name,
    company: '示例出行网络科技有限公司',
    superior,
    form: 'single',
    asOf,
    checklist: `${pack.id} ${pack.version}`,
    items,
    activities: ['general', 'committee', 'group', 'lecture', 'themeDay'].map((rule) => {
      const due = rule === 'committee' || rule === 'themeDay' ? 3 : 1;
      const held = int(5) === 0 ? undefined : Math.max(0, due - int(2));
      const state = held === undefined ? 'unknown' : held >= due ? 'done' : int(3) ? 'due' : 'missing';
      return { rule, due, ...(held === undefined ? {} : { held }), state } as const;
    }),
    figures: { ...figures, members: { have: 8 + int(30) }, secretary: { have: 1, of: 1 } },
  };
}
