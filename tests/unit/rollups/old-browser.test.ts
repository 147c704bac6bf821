import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { RollupStore } from '../../../lib/ledger';
import { readCard } from '../../../lib/rollups/card';
import { sealReport, readReport } from '../../../lib/rollups/format';
import { exchangeBranchList, ownOrganisation } from '../../../lib/rollups/organisation';
import { readReports } from '../../../lib/rollups/read';
import { reporting } from '../../../lib/rollups/send';
import { makeDeviceKeys, publicHex, suiteOf } from '../../../lib/sync/suite';
import { inOldBrowser } from '../support/old-browser';
import { branch, committee, list, PERIOD, said, send } from './support';

type At = <T>(run: () => Promise<T>) => Promise<T>;
const inNew: At = (run) => run();

describe('a committee and a branch in two sorts of browsers', () => {
  it.each([
    { say: 'the branch in an old one', above: inNew, below: inOldBrowser as At, suite: 1 },
    { say: 'the committee in an old one', above: inOldBrowser as At, below: inNew, suite: 2 },
    { say: 'both in old ones', above: inOldBrowser as At, below: inOldBrowser as At, suite: 2 },
  ])('$say: the code is compared, the report is sealed, sent and read', async ({ above, below, suite }) => {
    const place = new MemoryCarrier();
    const office = await above(() => committee());
    expect([readCard(office.card).mailbox, readCard(office.card).sign].map(suiteOf)).toEqual([suite, suite]);
    const one = await below(() => branch(office.card));
    expect((await below(() => reporting(one.ledger)))!.cardCode).toBe(
      (await above(() => ownOrganisation(office.ledger)))!.code,
    );
    await above(() => list(office.ledger, [one]));
    await above(() => exchangeBranchList(office.ledger, place));
    await below(() => send(place, [one]));
    office.time.now += 3_600_000;
    expect(await above(() => readReports(office.ledger, place, PERIOD))).toMatchObject({
      listed: 1,
      taken: 1,
    });
    const text = await new RollupStore(office.ledger).text(PERIOD, one.b);
    expect(JSON.parse(text!)).toEqual(said(one.name));
  });

  it('a report counts under the suite of the key that it names, and of no other', async () => {
    const { card } = await committee();
    const { mailbox, org } = readCard(card);
    const keys = await inOldBrowser(() => makeDeviceKeys());
    const other = await makeDeviceKeys();
    const about = {
      org,
      b: 'a'.repeat(20),
      period: PERIOD,
      n: 1,
      t: 1,
      d: 'aaaaaaaa',
      key: await publicHex(keys.sign.publicKey),
    };
    const right = await sealReport(about, said('示例'), { mailbox, signWith: keys.sign.privateKey });
    expect(await readReport(right)).toMatchObject({ header: { suite: 2, key: about.key } });
    // Signed by another key than the one named, of the other suite.
    const wrong = await sealReport(about, said('示例'), { mailbox, signWith: other.sign.privateKey });
    expect(await readReport(wrong)).toBe('torn');
  });
});
