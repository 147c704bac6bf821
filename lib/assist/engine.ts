/** What a model is asked. Both parts are masked before they are here. */
export interface Prompt {
  /** What it is to do, and how. */
  system: string;
  /** The material, and the question if there is one. */
  user: string;
}

/** A request as it will leave: shown to the person, then sent as it is. */
export interface Outgoing {
  /** Host that it goes to; undefined when it stays on this computer. */
  host: string | undefined;
  /** The very text that is sent. */
  body: string;
}

export interface RunOptions {
  signal: AbortSignal;
  /** The whole answer so far, after each piece. */
  onText: (answer: string) => void;
  /** Share of the download of the browser's own model, 0 to 1. */
  onDownload?: (share: number) => void;
}

/** What both kinds of model look like. */
export interface Engine {
  /** Makes the request, without sending anything. Throws E376 when it would be larger than is sensible. */
  prepare(prompt: Prompt): Outgoing;
  /**
   * Sends a prepared request once and resolves to the whole answer. What came before a fault was told to `onText`.
   * Rejects with the signal's reason when it was cancelled.
   */
  run(outgoing: Outgoing, options: RunOptions): Promise<string>;
}

/** Characters of an answer at most: a draft is never longer. */
export const ANSWER_LIMIT = 12_000;
/** Characters of a request at most. */
export const REQUEST_LIMIT = 40_000;
