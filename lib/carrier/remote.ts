import type { Carrier } from './carrier';

/** A place on a server: what setting it up has to know beyond carrying files. */
export interface Remote extends Carrier {
  readonly kind: 'webdav' | 's3';
  /** Milliseconds that the server's clock is ahead of ours, from its last answer. */
  readonly offset: number | undefined;
  /** Requests that went out so far. */
  readonly asked: number;
  /** Whether the place of the address is there and speaks as expected. Throws what keeps us from it. */
  look(options?: { signal?: AbortSignal }): Promise<void>;
  /** Tries to take a file of our own trial away. */
  erase(name: string, options?: { signal?: AbortSignal }): Promise<'erased' | 'refused'>;
}
