import { describe, expect, it } from 'vitest';
import { create } from '../../../lib/ledger';
import {
  assignResolution,
  completeResolution,
  dropResolution,
  openResolutions,
  reopenResolution,
} from '../../../lib/life/resolutions';
import { openTestLedger } from '../support/ledger';

describe('resolutions', () => {
  it('can be checked off, reopened, dropped and given to somebody', async () => {
    const { ledger } = await openTestLedger();
    const resolution = create('resolution', {
      meeting: 'm',
      text: '巡查',
      state: 'open',
      dueOn: '2026-11-30',
    });
    await ledger.commit([resolution], { label: 'test' });
    const fields = async () => (await ledger.get('resolution', resolution.id))?.fields;

    await completeResolution(ledger, resolution.id, { on: '2026-11-28', note: ' 三处都看过 ' });
    expect(await fields()).toMatchObject({ state: 'done', doneOn: '2026-11-28', doneNote: '三处都看过' });
    expect(await ledger.dueUntil('2026-12-31')).toEqual([]);

    await reopenResolution(ledger, resolution.id);
    expect(await fields()).not.toHaveProperty('doneOn');
    expect(await ledger.dueUntil('2026-12-31')).toHaveLength(1);

    await assignResolution(ledger, resolution.id, { owner: '白露', dueOn: '' });
    expect(await fields()).toMatchObject({ owner: '白露', state: 'open' });
    expect(await fields()).not.toHaveProperty('dueOn');

    await dropResolution(ledger, resolution.id, { on: '2026-12-01' });
    expect(await openResolutions(ledger)).toEqual([]);
    await expect(reopenResolution(ledger, 'none')).rejects.toMatchObject({ code: 'E705' });
  });

  it('lists open ones by day, those without a day last', async () => {
    const { ledger } = await openTestLedger();
    const write = (text: string, dueOn?: string, state: 'open' | 'done' = 'open') =>
      create('resolution', { meeting: 'm', text, state, dueOn });
    await ledger.commit(
      [
        write('无期限'),
        write('下周', '2026-12-01'),
        write('已办', '2026-11-01', 'done'),
        write('本周', '2026-11-25'),
      ],
      { label: 'test' },
    );
    expect((await openResolutions(ledger)).map(({ fields }) => fields.text)).toEqual([
      '本周',
      '下周',
      '无期限',
    ]);
  });
});
