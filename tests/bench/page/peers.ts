/** What both peer libraries are asked to do. */
export interface PeerStore {
  insert(doc: PeerDoc): Promise<unknown>;
  bulk(docs: PeerDoc[]): Promise<unknown>;
  /** Removes the database. */
  close(): Promise<unknown>;
}

/** The same record as ours, as a peer keeps it. */
export interface PeerDoc {
  id: string;
  kind: string;
  at: string;
  fields: Record<string, unknown>;
}

export interface Peer {
  name: string;
  open(databaseName: string, durability: 'strict' | 'default'): Promise<PeerStore>;
}

/** The peers. A glob, because their packages are installed by the benchmark alone and types must not need them. */
export const PEERS: Peer[] = Object.values(import.meta.glob<Peer>('../peers/*.mjs', { eager: true }));
