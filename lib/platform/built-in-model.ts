/** How ready a model of the browser is, as it says itself. */
export type ModelReadiness = 'unavailable' | 'downloadable' | 'downloading' | 'available';

/** What the browser is told when a model is asked for; the same for asking whether there is one. */
export interface ModelNeeds {
  expectedInputs: { type: 'text'; languages: string[] }[];
  expectedOutputs: { type: 'text'; languages: string[] }[];
}

interface Monitor {
  addEventListener(type: 'downloadprogress', listener: (event: { loaded: number }) => void): void;
}

/** A conversation with the browser's own model. */
export interface ModelSession {
  promptStreaming(input: string, options: { signal: AbortSignal }): ReadableStream<string>;
  destroy(): void;
}

interface ModelFactory {
  availability(needs: ModelNeeds): Promise<ModelReadiness>;
  create(
    options: ModelNeeds & {
      initialPrompts: { role: 'system'; content: string }[];
      monitor: (monitor: Monitor) => void;
      signal: AbortSignal;
    },
  ): Promise<ModelSession>;
}

/** Languages of what goes in and comes out. */
const needsOf = (language: string): ModelNeeds => ({
  expectedInputs: [{ type: 'text', languages: [language] }],
  expectedOutputs: [{ type: 'text', languages: [language] }],
});

const factory = (): ModelFactory | undefined =>
  (globalThis as { LanguageModel?: ModelFactory }).LanguageModel;

/** Why there is no model for a language; undefined when there is one, or will be after a download. */
export type ModelLack = 'browser' | 'device' | 'language';

/** How ready the browser's own model is for a language. Windows only: a worker has none. */
export async function modelReadiness(language: string): Promise<{ ready: ModelReadiness; lack?: ModelLack }> {
  const model = factory();
  if (!model) return { ready: 'unavailable', lack: 'browser' };
  const ready = await model.availability(needsOf(language)).catch(() => 'unavailable' as const);
  if (ready !== 'unavailable') return { ready };
  const other = await model.availability(needsOf('en')).catch(() => 'unavailable' as const);
  return { ready, lack: other === 'unavailable' ? 'device' : 'language' };
}

/**
 * Opens the browser's own model with the needs of {@link modelReadiness}. May download it: has to be called in a click.
 * Rejects as the browser does.
 */
export function openModel(
  language: string,
  system: string,
  options: { signal: AbortSignal; onDownload: (share: number) => void },
): Promise<ModelSession> {
  const model = factory();
  if (!model) return Promise.reject(new Error('no model'));
  return model.create({
    ...needsOf(language),
    initialPrompts: [{ role: 'system', content: system }],
    monitor: (monitor) =>
      monitor.addEventListener('downloadprogress', ({ loaded }) => options.onDownload(Math.min(1, loaded))),
    signal: options.signal,
  });
}

interface SummarizerNeeds {
  type: 'key-points';
  format: 'plain-text';
  length: 'medium';
  expectedInputLanguages: string[];
  outputLanguage: string;
}
interface SummarizerSession {
  summarizeStreaming(text: string, options: { signal: AbortSignal }): ReadableStream<string>;
  destroy(): void;
}
interface SummarizerFactory {
  availability(needs: SummarizerNeeds): Promise<ModelReadiness>;
  create(
    options: SummarizerNeeds & { monitor: (monitor: Monitor) => void; signal: AbortSignal },
  ): Promise<SummarizerSession>;
}

const summarizer = (): SummarizerFactory | undefined =>
  (globalThis as { Summarizer?: SummarizerFactory }).Summarizer;

const summaryNeeds = (language: string): SummarizerNeeds => ({
  type: 'key-points',
  format: 'plain-text',
  length: 'medium',
  expectedInputLanguages: [language],
  outputLanguage: language,
});

/** How ready the browser's own summarizer is for a language. Windows only. */
export async function summarizerReadiness(language: string): Promise<ModelReadiness> {
  const found = summarizer();
  if (!found) return 'unavailable';
  return found.availability(summaryNeeds(language)).catch(() => 'unavailable' as const);
}

/** Opens the browser's own summarizer; see {@link openModel}. */
export function openSummarizer(
  language: string,
  options: { signal: AbortSignal; onDownload: (share: number) => void },
): Promise<ModelSession> {
  const found = summarizer();
  if (!found) return Promise.reject(new Error('no summarizer'));
  return found
    .create({
      ...summaryNeeds(language),
      monitor: (monitor) =>
        monitor.addEventListener('downloadprogress', ({ loaded }) => options.onDownload(Math.min(1, loaded))),
      signal: options.signal,
    })
    .then((session) => ({
      promptStreaming: (input, { signal }) => session.summarizeStreaming(input, { signal }),
      destroy: () => session.destroy(),
    }));
}
