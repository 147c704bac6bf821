import { t } from '../i18n';
import type { ModelLack, ModelReadiness } from '../platform/built-in-model';
import { Fault } from '../records/fault';
import { builtinEngine, builtinState } from './builtin';
import { chatEngine } from './chat';
import type { Engine } from './engine';
import type { AssistChoice } from './service';
import type { Task } from './tasks';

/** The model that would be asked now. */
export interface Chosen {
  engine: Engine;
  /** It only summarises, and cannot point at passages. */
  plain: boolean;
  /** The address to ask the browser's leave for; undefined for the browser's own model. */
  address?: string;
  /** It has to be downloaded first. */
  download: boolean;
}

const LATER: readonly ModelReadiness[] = ['downloadable', 'downloading'];

/**
 * The model for a task under a choice. Throws E379 (switched off), E373 (the browser has none, or this computer cannot
 * run it), E375 (not in Chinese), E360/E361 (address, model).
 */
export async function engineFor(choice: AssistChoice, task: Task): Promise<Chosen> {
  if (choice.mode === 'address' && choice.service) {
    const { address } = choice.service;
    return { engine: chatEngine(choice.service), plain: false, address, download: false };
  }
  if (choice.mode !== 'builtin') throw new Fault('E379');
  const { model, summarizer, lack } = await builtinState();
  if (model !== 'unavailable') {
    return { engine: builtinEngine('model'), plain: false, download: LATER.includes(model) };
  }
  if (task === 'summary' && summarizer !== 'unavailable') {
    return { engine: builtinEngine('summarizer'), plain: true, download: LATER.includes(summarizer) };
  }
  throw lackOf(lack);
}

/** Why the browser's own model cannot be used, as a fault that says so. */
export const lackOf = (lack: ModelLack | undefined): Fault =>
  lack === 'language'
    ? new Fault('E375')
    : new Fault('E373', { message: t(lack === 'browser' ? 'assist.lack.browser' : 'assist.lack.device') });
