import {
  type Carrier,
  S3Carrier,
  type S3Settings,
  WebDavCarrier,
  type WebDavSettings,
} from '../../../lib/carrier';
import type { Wire } from '../../../lib/platform/wire';

export type Server = ({ kind: 'webdav' } & WebDavSettings) | ({ kind: 's3' } & S3Settings);

/** The wire of a page that is no extension. */
export const wire: Wire = {
  fetch: (...given: Parameters<typeof fetch>) => fetch(...given),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  mayReach: () => Promise.resolve(true),
};

/** A place at one of the servers, for pages that are no extension and for this computer's own process. */
export const carrierOf = (server: Server, by: Wire = wire): Carrier =>
  server.kind === 'webdav' ? new WebDavCarrier(server, by) : new S3Carrier(server, by);
