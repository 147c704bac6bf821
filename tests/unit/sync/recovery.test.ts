import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create } from '../../../lib/ledger';
import {
  enterRecovery,
  exchange,
  makeRecoveryFile,
  openRecovery,
  peopleOf,
  recoverSpace,
  removeFromSpace,
  spacesAt,
} from '../../../lib/sync';
import { openTestLedger } from '../support/ledger';
import { founder, known, letIn, meet, type Profile } from '../support/shared';

const PASSPHRASE = '示例口令 twelve-words 2026';
const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' }, id);
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (thrown: { code?: string }) => thrown.code,
  );
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the recovery key', () => {
  it('opens with its passphrase alone, counts once it is entered, and makes a secretary when all are lost', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const bob = await letIn(wei, 'bob', 'committee');
    const about = { label: '示例集团党委', now: wei.time.now };
    expect(await code(makeRecoveryFile('太短了', about))).toBe('E904');
    const { text, key } = await makeRecoveryFile(PASSPHRASE, about);
    expect(text).not.toContain('twelve');
    expect((await peopleOf(wei.ledger))?.recovery).toBeUndefined();
    expect(await code(openRecovery(bytes('{"what":"else"}'), PASSPHRASE))).toBe('E905');
    expect(await code(openRecovery(bytes(text), `${PASSPHRASE}!`))).toBe('E906');
    // Nobody can put another key of theirs into the file.
    const other = text.replace(key.kem, '00'.repeat(32));
    expect(await code(openRecovery(bytes(other), PASSPHRASE))).toBe('E905');
    const opened = await openRecovery(bytes(text), ` ${PASSPHRASE} `);
    await wei.ledger.commit(
      [
        meeting('m1'),
        create('talk', { on: '2026-11-20', talker: 'wei', partner: 'p1', content: '谈话' }, 't1'),
      ],
      { label: 'test' },
    );
    await meet(carrier, [wei, bob]);
    expect(await spacesAt(carrier, opened)).toMatchObject({ spaces: [], others: 1 });
    expect(
      await code(recoverSpace(wei.ledger, carrier, opened, { ...wei.address, company: undefined }, 'wei')),
    ).toBe('E908');
    expect(await code(enterRecovery(bob.ledger, key))).toBe('E900');
    expect(await enterRecovery(wei.ledger, opened.key)).toBe(1);
    expect(await enterRecovery(wei.ledger, opened.key)).toBe(0);
    await meet(carrier, [wei, bob]);
    // A removal begins new epochs: the recovery key gets those as well.
    const carl = await letIn(wei, 'carl', 'committee');
    await meet(carrier, [wei, carl, bob]);
    await removeFromSpace(wei.ledger, { owner: 'carl' });
    await wei.ledger.commit([meeting('m2')], { label: 'test' });
    await meet(carrier, [wei, bob]);
    // The secretary's computer is gone. Another one, with the file and the passphrase:
    const { spaces } = await spacesAt(carrier, opened);
    expect(spaces).toMatchObject([wei.address]);
    const [found] = spaces;
    expect(found!.people.map(({ owner }) => owner)).toEqual(['wei', 'bob', 'carl']);
    const fresh = await openTestLedger({ me: 'wei' });
    expect(await code(recoverSpace(fresh.ledger, carrier, opened, found!, 'bob'))).toBe('E882');
    await recoverSpace(fresh.ledger, carrier, opened, found!, 'wei');
    // Whatever ended it there, it can be pressed again.
    await recoverSpace(fresh.ledger, carrier, opened, found!, 'wei');
    const again: Profile = { ...fresh, owner: 'wei', role: 'secretary' };
    await meet(carrier, [again, bob, again]);
    expect(await again.ledger.get('talk', 't1')).toBeDefined();
    expect(await known(again.ledger)).toEqual(await known(bob.ledger));
    const view = (await peopleOf(again.ledger))!;
    expect(view).toMatchObject({ leads: true, leaders: 1 });
    // And it leads: the lost computer is removed, what is written then is read by those who stay.
    const lost = view.people.find(({ owner }) => owner === 'wei')!.devices.find(({ isSelf }) => !isSelf)!;
    await removeFromSpace(again.ledger, { devices: [lost.d] });
    await again.ledger.commit([meeting('m3')], { label: 'test' });
    await meet(carrier, [again, bob, wei], 2);
    expect(await bob.ledger.get('meeting', 'm3')).toBeDefined();
    expect(await wei.ledger.find('m3')).toBeUndefined();
    expect((await exchange(wei.ledger, carrier))?.pushed.state).toBe('removed');
  }, 60_000);
});
