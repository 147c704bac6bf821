import Dexie from 'dexie';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dumpRaw } from '../../../lib/ledger';
import { Ledger } from '../../../lib/ledger/ledger';
import { MIGRATIONS } from '../../../lib/ledger/migrations';
import type { Migration } from '../../../lib/ledger/migrations/migration';
import { stateOf } from '../support/ledger-state';

const folder = new URL('../../fixtures/migrations/', import.meta.url);

interface Frozen {
  version: number;
  stores: Record<string, Record<string, unknown>[]>;
}

const frozen = (version: number): Frozen =>
  JSON.parse(readFileSync(new URL(`${String(version).padStart(4, '0')}.json`, folder), 'utf8')) as Frozen;

const wall = () => Date.parse('2026-11-24T02:00:00Z');
let serial = 0;

/** A database exactly as version `version` of the program left it. */
async function oldDatabase(example: Frozen): Promise<string> {
  serial += 1;
  const name = `migrations-${process.pid}-${serial}`;
  const db = new Dexie(name);
  for (const migration of MIGRATIONS.slice(0, example.version)) {
    db.version(migration.version).stores(migration.stores);
  }
  await db.open();
  for (const [store, rows] of Object.entries(example.stores)) {
    await db.table(store).bulkAdd(
      rows.map((row) =>
        store === 'attachments'
          ? {
              ...row,
              data: new Blob([Buffer.from(row.data as string, 'base64')], { type: row.type as string }),
            }
          : row,
      ),
    );
  }
  db.close();
  return name;
}

const failing: Migration = {
  version: MIGRATIONS.length + 1,
  stores: { records: 'id, [kind+at], *links, due, gone, h' },
  upgrade: async (transaction) => {
    await transaction.table('records').toCollection().modify({ kind: 'broken' });
    throw new Error('示例失败');
  },
};

const good: Migration = { version: MIGRATIONS.length + 1, stores: { later: 'id' } };

describe('migrations', () => {
  it('are numbered without gaps and have a frozen example each', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    const files = readdirSync(folder).sort();
    expect(files).toEqual(MIGRATIONS.map(({ version }) => `${String(version).padStart(4, '0')}.json`));
  });

  for (const { version } of MIGRATIONS) {
    it(`open a database of version ${version} with everything in it`, async () => {
      const ledger = await Ledger.open({ name: await oldDatabase(frozen(version)), wall });
      expect(ledger.me).toEqual({ member: 'me', role: 'secretary' });
      expect((await ledger.list('member')).map((record) => record.fields.name)).toEqual(['示例甲']);
      expect((await ledger.trash()).map((record) => record.fields)).toMatchObject([{ name: '示例乙' }]);
      const [meeting] = await ledger.list('meeting');
      expect(meeting?.fields).toMatchObject({ place: '三号会议室', types: { themeDay: true } });
      expect(await ledger.text(meeting?.fields.minutes)).toBe('逐字记录（示例）。');
      expect((await ledger.historyOf(meeting!.id, 'place')).map((step) => step.label)).toEqual([
        'undo',
        'life.change',
        'life.record',
      ]);
      expect(await ledger.drafts.list()).toHaveLength(1);
      expect(await ledger.quarantine.list()).toHaveLength(1);
      ledger.close();
    });

    it(`open an empty database of version ${version}`, async () => {
      const empty = { version, stores: {} };
      const ledger = await Ledger.open({ name: await oldDatabase(empty), wall });
      expect(await ledger.list('member')).toEqual([]);
      ledger.close();
    });
  }

  it('that fail leave everything as it was: the old program still opens it', async () => {
    const name = await oldDatabase(frozen(MIGRATIONS.length));
    const before = await Ledger.open({ name, wall });
    const state = await stateOf(before);
    before.close();
    await expect(Ledger.open({ name, wall, migrations: [...MIGRATIONS, failing] })).rejects.toMatchObject({
      code: 'E120',
      params: { message: expect.stringContaining('示例失败') as string },
    });
    const after = await Ledger.open({ name, wall });
    expect(await stateOf(after)).toEqual(state);
    after.close();
  });

  it('that fail leave a database whose every row can be exported as it is', async () => {
    const name = await oldDatabase(frozen(MIGRATIONS.length));
    await expect(Ledger.open({ name, wall, migrations: [...MIGRATIONS, failing] })).rejects.toMatchObject({
      code: 'E120',
    });
    const lines = (await (await dumpRaw(name)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const example = frozen(MIGRATIONS.length);
    for (const [store, rows] of Object.entries(example.stores)) {
      const dumped = lines.filter((line) => line.store === store).map((line) => line.row);
      expect(dumped, store).toEqual(rows);
    }
  });

  it('of a newer program are refused by an older one, which changes nothing', async () => {
    const name = await oldDatabase(frozen(MIGRATIONS.length));
    const newer = await Ledger.open({ name, wall, migrations: [...MIGRATIONS, good] });
    newer.close();
    await expect(Ledger.open({ name, wall })).rejects.toMatchObject({ code: 'E121' });
    const again = await Ledger.open({ name, wall, migrations: [...MIGRATIONS, good] });
    expect(await again.list('meeting')).toHaveLength(1);
    again.close();
    expect(await (await dumpRaw(name)).text()).toContain('示例甲');
  });
});
