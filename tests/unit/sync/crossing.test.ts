import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create } from '../../../lib/ledger';
import { changeRole, exchange, handOver, removeFromSpace, takeOver } from '../../../lib/sync';
import { readContext } from '../../../lib/sync/context';
import { founder, heldBy, letIn, meet, type Profile } from '../support/shared';

const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '东厅' }, id);

async function branch() {
  const carrier = new MemoryCarrier();
  const wei = await founder('wei');
  const lin = await letIn(wei, 'lin', 'deputy');
  const he = await letIn(wei, 'he', 'committee');
  const zhou = await letIn(wei, 'zhou', 'committee');
  await meet(carrier, [wei, lin, he, zhou]);
  return { carrier, wei, lin, he, zhou };
}

const carry = async (from: Profile, to: Profile) => {
  const file = new MemoryCarrier();
  for (const { name, bytes } of (await handOver(from.ledger)).files) file.tamper(name, bytes);
  await takeOver(to.ledger, file);
};

/** What he wrote before learning that the role changed, read by somebody who learns both at once. */
async function crossed() {
  const { carrier, wei, lin, he, zhou } = await branch();
  await he.ledger.commit([meeting('m1')], { label: 'test' });
  await handOver(he.ledger);
  await changeRole(wei.ledger, 'he', 'member');
  await exchange(wei.ledger, carrier);
  await exchange(he.ledger, carrier);
  await meet(carrier, [lin, wei, zhou, lin]);
  return { carrier, wei, lin, zhou };
}

describe('what crosses on its way', () => {
  it('is judged by the role that the roster says now, also by whoever learns of it from that very head', async () => {
    const { wei, lin, zhou } = await crossed();
    for (const { ledger } of [wei, lin, zhou]) {
      expect(await ledger.find('m1')).toBeUndefined();
      expect((await heldBy(ledger)).map(({ reason }) => reason)).toEqual(['role']);
    }
  });

  it('is no gap for its writer to fill when it is there and may not be taken in', async () => {
    const { lin } = await crossed();
    expect((await lin.ledger.db.devices.toArray()).filter(({ gaps }) => Object.keys(gaps).length)).toEqual(
      [],
    );
  });

  it('reaches everybody when whoever was removed had removed somebody before, and told one by hand', async () => {
    const { carrier, wei, lin, zhou, he } = await branch();
    await removeFromSpace(wei.ledger, { owner: 'lin' });
    await removeFromSpace(lin.ledger, { owner: 'he' });
    await carry(lin, he);
    await meet(carrier, [wei, zhou, lin, he, wei, zhou]);
    const rosters = await Promise.all(
      [wei, zhou, he].map(async ({ ledger }) => (await readContext(ledger)).roster),
    );
    expect(rosters.map(({ removed }) => removed.size)).toEqual([2, 2, 2]);
    // A place that does not let the removed device in any more is no failure.
    const closed = new MemoryCarrier({
      before: ({ verb }) => (verb === 'put' ? { refuse: 'E860' } : undefined),
    });
    for (const { name, bytes } of carrier.files()) if (!name.includes('/roster/')) closed.tamper(name, bytes);
    await lin.ledger.db.roster.toCollection().modify({ sent: false });
    expect((await exchange(lin.ledger, closed))?.pushed.state).toBe('removed');
  });

  it('reaches everybody when a profile became a new device, told one by hand, and was removed meanwhile', async () => {
    const { carrier, wei, lin, zhou, he } = await branch();
    await lin.ledger.renewDevice();
    await carry(lin, he);
    await removeFromSpace(wei.ledger, { owner: 'lin' });
    await meet(carrier, [wei, lin, zhou, he], 3);
    const [first, ...others] = await Promise.all(
      [wei, zhou, he].map(async ({ ledger }) => (await readContext(ledger)).roster.ro),
    );
    expect(others).toEqual([first, first]);
  });

  it('is taken out again when whoever wrote it became a new device and had another role meanwhile', async () => {
    const { carrier, wei, lin, zhou, he } = await branch();
    await lin.ledger.renewDevice();
    await lin.ledger.commit([meeting('m1')], { label: 'test' });
    await changeRole(wei.ledger, 'lin', 'member');
    await meet(carrier, [lin, he], 1);
    expect(await he.ledger.find('m1')).toBeDefined();
    await meet(carrier, [wei, lin, zhou, he], 3);
    for (const { ledger } of [wei, zhou, he]) expect(await ledger.find('m1')).toBeUndefined();
    expect(await lin.ledger.find('m1')).toBeDefined();
  });
});
