import * as z from 'zod/mini';
import { fromBase64Url, toBase64Url } from '../records/bytes-text';
import { Fault } from '../records/fault';
import { textOf, utf8 } from '../sync/bytes';
import { publicKey, spaceName } from '../sync/shapes';
import { jsonOf } from '../sync/signed';

/** How often a committee asks for reports. */
export const EVERY = ['M', 'Q', 'H', 'Y'] as const;
export type Every = (typeof EVERY)[number];

const card = z.looseObject({
  v: z.literal(1),
  org: spaceName,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  mailbox: publicKey,
  sign: publicKey,
  every: z.enum(EVERY),
});
/** What a branch has to know of the committee that it reports to. Nothing in it is secret. */
export type Card = z.infer<typeof card>;

const START = 'BSC1-';
const LONGEST = 2000;

/** The card as one line of text: for a chat, a QR code, a file, or the organisation's policy. */
export function cardText(value: Card): string {
  const bytes = utf8(JSON.stringify(value));
  return `${START}${toBase64Url(bytes)}`;
}

/** Reads a card out of pasted text, whatever stands around it. Throws E920 when there is none. */
export function readCard(text: string): Card {
  const given = text.slice(0, 20_000);
  // A chat or a mail may have broken the line.
  for (const one of [given, given.replace(/\s+/g, '')]) {
    const found = /BSC1-([\w-]{40,})/.exec(one)?.[1];
    const result = card.safeParse(found && found.length <= LONGEST ? jsonOf(decoded(found)) : undefined);
    if (result.success) return result.data;
  }
  throw new Fault('E920');
}

function decoded(text: string): string | undefined {
  const bytes = fromBase64Url(text);
  return bytes && textOf(bytes);
}
