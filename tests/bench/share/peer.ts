import type { Contestant } from './main';
import type { Server } from './ours';

type Peer = (server: Server, name: string) => Promise<Contestant>;

/** A glob, and read when it is wanted, because the packages of the peers are installed by the benchmark alone and neither types nor a run without them may need them. */
export const PEERS: (() => Promise<Peer>)[] = Object.values(
  import.meta.glob<Peer>('../peers/share/*.mjs', { import: 'contestant' }),
);
