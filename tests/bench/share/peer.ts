import type { Contestant } from './main';
import type { Server } from './ours';

type Peer = (server: Server, name: string) => Promise<Contestant>;

/** A glob, because the packages of the peers are installed by the benchmark alone and types must not need them. */
export const PEERS: Peer[] = Object.values(
  import.meta.glob<Peer>('../peers/share/*.mjs', { eager: true, import: 'contestant' }),
);
