import { openSpace } from '../../../lib/ledger';
import type { Card } from '../../../lib/rollups/card';
import {
  makeOrganisation,
  type NewStatement,
  ownOrganisation,
  sayOfBranches,
} from '../../../lib/rollups/organisation';
import { overview } from '../../../lib/rollups/overview';
import { committeeFileOf, takeCommitteeFile } from '../../../lib/rollups/committee-file';
import { organisationPlace } from '../../../lib/rollups/names';
import { leaveDigests, readReports } from '../../../lib/rollups/read';
import { listDeep } from '../../../lib/carrier';
import { carrierOf, type Server, wire } from './place';

const PERIOD = '2026Q4';
const TODAY = '2026-11-26';
const PASSPHRASE = '示例口令一二三四五六七八';

let opened: ReturnType<typeof openSpace> | undefined;
const space = (): ReturnType<typeof openSpace> => (opened ??= openSpace('own'));

/** Makes the organisation and hands out its card. */
async function make(): Promise<Card> {
  const ledger = await space();
  await makeOrganisation(ledger, '示例行业党委', { passphrase: PASSPHRASE });
  return (await ownOrganisation(ledger))!.card;
}

/** The committee's file, and taking it in on another of its devices. */
const file = async (): Promise<string> => (await committeeFileOf(await space())).text;
const take = async (text: string): Promise<unknown> =>
  takeCommitteeFile(await space(), new TextEncoder().encode(text), PASSPHRASE);

/** Puts branches on the organisation's list. */
const list = async (said: NewStatement[]): Promise<void> => sayOfBranches(await space(), said);

/** Reads the period from the place, as the committee's screen does. Milliseconds. */
async function read(server: Server) {
  const ledger = await space();
  const began = performance.now();
  const found = await readReports(ledger, carrierOf(server), PERIOD);
  const time = performance.now() - began;
  const start = performance.now();
  const rows = await overview(ledger, PERIOD, { today: TODAY });
  return { ...found, time, overview: performance.now() - start, rows: rows.length };
}

/** Leaves what was read for other devices, as the screen does after a first reading. Milliseconds. */
async function leave(server: Server, count: number): Promise<number> {
  const began = performance.now();
  const all = { fetched: count, listed: count };
  await leaveDigests(await space(), carrierOf(server), PERIOD, all);
  return performance.now() - began;
}

/** More than a browser has under way to one server. */
const SIDE_BY_SIDE = 12;

/**
 * The same requests as a first reading's (listing, then each file), or for so many files, with nothing done to what
 * comes but counting its bytes. What a request has to carry is made before. Milliseconds.
 */
async function bare(server: Server, most = Infinity): Promise<number> {
  const { own } = (await ownOrganisation(await space()))!;
  const folder = organisationPlace(own.org).period(PERIOD);
  const asked: [string, RequestInit][] = [];
  const noting = carrierOf(server, {
    ...wire,
    fetch: (input, { method, headers, credentials, cache } = {}) => {
      asked.push([String(input), { method, headers, credentials, cache }]);
      return Promise.resolve(new Response(new Uint8Array(), { headers: { 'content-length': '0' } }));
    },
  });
  const listing = async () => listDeep(carrierOf(server), folder);
  for (const { name } of (await listing()).slice(0, most)) await noting.get(`${folder}/${name}`);
  const began = performance.now();
  await listing();
  let next = 0;
  let bytes = 0;
  const run = async () => {
    for (let one = asked[next++]; one; one = asked[next++]) {
      const got = await (await fetch(...one)).arrayBuffer();
      bytes += got.byteLength;
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, run));
  if (bytes < asked.length * 1000) throw new Error(`${bytes} bytes of ${asked.length} files`);
  return performance.now() - began;
}

Object.assign(globalThis, { make, file, take, list, read, leave, bare });
