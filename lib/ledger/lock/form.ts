import type { DBCore, DBCoreCursor, DBCoreTable, Middleware } from 'dexie';
import { Fault } from '../../records/fault';

/** Turns rows into what stands on the disk while a lock is set up, and back; see `sealing.ts`, fetched when it is needed. */
export interface Sealer {
  seal(table: string, row: object): object;
  open(table: string, row: object): object;
  /** A link that would tell something, as a key that tells nothing. */
  blind(link: string): string;
  sealText(text: string): string;
  /** Undefined when it cannot be opened. */
  openText(sealed: string): string | undefined;
}

/** Gives the lock key while the profile is unlocked. */
export type KeySource = () => Promise<Uint8Array | undefined>;

export const noKey: KeySource = async () => undefined;

/** Name of the property that holds the sealed part of a row. */
export const SEALED = '_x';

/**
 * In which form a connection reads and writes rows. Reading takes both forms, so that a lock can be set up and taken
 * off row by row. Without a lock every method is one comparison.
 */
export class Form {
  sealer: Sealer | undefined;
  /** False while the lock is being taken off: rows are read in both forms and written open. */
  seals = false;

  /** How links are kept; undefined when they stand as they are. */
  get blind(): ((link: string) => string) | undefined {
    const { sealer } = this;
    return sealer && this.seals ? (link) => sealer.blind(link) : undefined;
  }

  /** True when this is not the form that is wanted by what the storage says of the lock. */
  differs(lock: unknown): boolean {
    const { state } = (lock ?? {}) as { state?: string };
    return (state !== undefined && state !== 'opening') !== this.seals || (Boolean(lock) && !this.sealer);
  }

  /** The keys under which a link may stand: both forms, while rows go from one to the other. */
  links(link: string): string[] {
    return [...new Set([link, this.sealer?.blind(link) ?? link])];
  }

  /** A row as it is to be written. */
  write<T>(table: string, row: T): T {
    return this.sealer && this.seals ? (this.sealer.seal(table, row as object) as T) : row;
  }

  /** A row as it was meant. Throws E940 when it is sealed and this connection has no key. */
  read<T>(table: string, row: T): T {
    if (typeof row !== 'object' || row === null || !(SEALED in row)) return row;
    if (!this.sealer) throw new Fault('E940');
    return this.sealer.open(table, row) as T;
  }
}

/** Between the library and the browser's storage, below everything that looks into rows. */
export const formMiddleware = (form: Form): Middleware<DBCore> => ({
  stack: 'dbcore',
  name: 'form',
  level: -10,
  create: (down) => ({ ...down, table: (name) => inForm(form, down.table(name)) }),
});

function inForm(form: Form, down: DBCoreTable): DBCoreTable {
  const { name } = down;
  const read = <T>(row: T): T => form.read(name, row);
  return {
    ...down,
    mutate: (request) =>
      form.seals && (request.type === 'add' || request.type === 'put')
        ? down.mutate({ ...request, values: request.values.map((row) => form.write(name, row)) })
        : down.mutate(request),
    get: (request) => down.get(request).then(read),
    getMany: (request) => down.getMany(request).then((rows) => rows.map(read)),
    query: (request) =>
      request.values
        ? down.query(request).then((answer) => ({ ...answer, result: answer.result.map(read) }))
        : down.query(request),
    openCursor: (request) =>
      down.openCursor(request).then((cursor) =>
        cursor && request.values
          ? (Object.create(cursor, {
              // The browser's own getters refuse to be called on anything but its cursor.
              key: { get: () => (cursor as DBCoreCursor).key as unknown },
              primaryKey: { get: () => (cursor as DBCoreCursor).primaryKey as unknown },
              value: { get: () => read((cursor as DBCoreCursor).value as unknown) },
            }) as DBCoreCursor)
          : cursor,
      ),
  };
}
