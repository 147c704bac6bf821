import * as z from 'zod/mini';
import type { Policy } from '../platform/policy-schema';
import { sealedItem } from '../platform/sealed-item';
import { Fault } from '../records/fault';

/** An address that speaks the chat-completions protocol, such as a model in the organisation's own network. */
export interface ChatService {
  address: string;
  model: string;
  /** Key of access, if the address wants one. */
  key?: string;
}

/** Off unless somebody chose: the browser's own model, or one address. */
export const ASSIST_MODES = ['off', 'builtin', 'address'] as const;
export type AssistMode = (typeof ASSIST_MODES)[number];

const settingsSchema = z.object({
  mode: z.enum(ASSIST_MODES),
  address: z.optional(z.string().check(z.maxLength(2000))),
  model: z.optional(z.string().check(z.maxLength(120))),
  key: z.optional(z.string().check(z.maxLength(400))),
});
export type AssistSettings = z.infer<typeof settingsSchema>;

/**
 * The choice of this browser profile. Outside of the ledger, as the addresses of robots are: a key must not travel with
 * an export or a backup.
 */
const stored = sealedItem('assist', settingsSchema);

const OFF: AssistSettings = { mode: 'off' };

/** What this profile has chosen; off when it never has. */
export const ownAssist = async (): Promise<AssistSettings> => (await stored.get()) ?? OFF;

/** Calls back after each change, in any window. */
export const watchAssist = (listener: (settings: AssistSettings) => void): (() => void) =>
  stored.watch((settings) => listener(settings ?? OFF));

/** What may be used now. */
export interface AssistChoice {
  mode: AssistMode;
  /** The address in use; undefined while none is known. */
  service: ChatService | undefined;
  /** The organisation forbids it altogether. */
  forbidden: boolean;
  /** The organisation names the address; it is not edited here. */
  preset: boolean;
}

/** What the organisation's policy leaves of a profile's choice. A preset address is still off until it is chosen. */
export function assistUnder(own: AssistSettings, policy: Policy): AssistChoice {
  if (policy.aiOff) return { mode: 'off', service: undefined, forbidden: true, preset: false };
  const preset = policy.aiService;
  const given = preset ?? own;
  const service =
    given.address && given.model
      ? { address: given.address, model: given.model, ...(given.key ? { key: given.key } : {}) }
      : undefined;
  const mode = own.mode === 'address' && !service ? 'off' : own.mode;
  return { mode, service, forbidden: false, preset: preset !== undefined };
}

/** Keeps the choice. Throws E360 (address) and E361 (no model) when an address is chosen. */
export async function keepAssist(settings: AssistSettings, preset = false): Promise<void> {
  const kept: AssistSettings = {
    mode: settings.mode,
    address: settings.address?.trim() || undefined,
    model: settings.model?.trim() || undefined,
    key: settings.key?.trim() || undefined,
  };
  if (kept.mode === 'address' && !preset) {
    kept.address = chatAddress(kept.address ?? '').href;
    if (!kept.model) throw new Fault('E361');
  }
  await stored.set(kept);
}

/** Hosts of a computer's own network, to which an address without encryption is let. */
const NEAR =
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|[a-z0-9-]+|.+\.(?:local|lan|intranet|internal|corp|home\.arpa))$/i;

/**
 * The address of chat completions behind what was typed: `https://host/v1` and the whole path are both understood.
 * Only https, or http within the own network; no user name in it. Throws E360.
 */
export function chatAddress(typed: string): URL {
  const text = typed.trim();
  if (!URL.canParse(text)) throw new Fault('E360');
  const url = new URL(text);
  const isNear = url.protocol === 'http:' && NEAR.test(url.hostname);
  if ((url.protocol !== 'https:' && !isNear) || url.username || url.password) throw new Fault('E360');
  url.hash = '';
  const path = url.pathname.replace(/\/+$/, '');
  if (!/\/chat\/completions$/.test(path)) url.pathname = `${path || '/v1'}/chat/completions`;
  return url;
}
