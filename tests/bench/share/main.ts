import { sent } from './count';
import { ours, type Server } from './ours';
import { PEERS } from './peer';
import { type StudyRecord, studyRecords } from './sample';

/** What both sides are asked to do. */
export interface Contestant {
  /** Puts records into the writer's database. */
  write(records: readonly StudyRecord[]): Promise<void>;
  push(): Promise<unknown>;
  pull(): Promise<unknown>;
  /** Changes one value of each of these records, one after the other. */
  edit(records: readonly StudyRecord[]): Promise<void>;
  /** A record's fields as the reader has them. */
  read(id: string): Promise<Record<string, unknown> | undefined>;
  /** How many records the reader has. */
  count(): Promise<number>;
  close(): Promise<void>;
}

let now: Contestant | undefined;
let records: StudyRecord[] = [];

function contestant(): Contestant {
  if (!now) throw new Error('nobody is on');
  return now;
}

const measure = {
  /** Opens two databases over a server and fills the first. */
  async begin(server: Server, name: string, count: number): Promise<void> {
    const open = server.kind === 'pouchdb' ? await PEERS[0]?.() : ours;
    if (!open) throw new Error('the peer is not installed');
    now = await open(server, name);
    records = studyRecords(count);
    await now.write(records);
  },

  /** One step: milliseconds, requests, and bytes of the bodies that were sent. */
  async step(what: 'push' | 'pull'): Promise<{ ms: number; requests: number; up: number }> {
    Object.assign(sent, { requests: 0, bytes: 0 });
    const start = performance.now();
    try {
      await contestant()[what]();
    } catch (thrown) {
      // Only the message of an error reaches the outside.
      const { code, params, cause } = thrown as { code?: string; params?: object; cause?: unknown };
      throw new Error(`${what}: ${code ?? String(thrown)} ${JSON.stringify(params)} ${String(cause)}`, {
        cause: thrown,
      });
    }
    return { ms: performance.now() - start, requests: sent.requests, up: sent.bytes };
  },

  edit: (count: number): Promise<void> => contestant().edit(records.slice(0, count)),

  /** Nobody wins by leaving something out: the reader has every record, and those changed last as they are now. */
  async check(edited: number): Promise<void> {
    const count = await contestant().count();
    if (count !== records.length) throw new Error(`the reader has ${count} of ${records.length} records`);
    for (const { id, fields } of records.slice(0, edited + 1)) {
      const read = await contestant().read(id);
      const hours = records.findIndex((one) => one.id === id) < edited ? 9.5 : fields.hours;
      if (read?.subject !== fields.subject || read.hours !== hours) throw new Error(`${id} is not right`);
    }
  },

  /** Lets go of what only the measuring holds. */
  forget(): void {
    records = records.slice(0, 20);
  },

  async end(): Promise<void> {
    await contestant().close();
    now = undefined;
    records = [];
  },
};

Object.assign(globalThis, { measure });
