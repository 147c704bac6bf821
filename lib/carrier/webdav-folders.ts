import type { Answer } from './http';

/** How servers say that a folder above is missing. */
export const isMissing = ({ status }: Answer): boolean => status === 404 || status === 409;

/** 405: it is there. */
const stands = ({ status }: Answer): boolean => (status >= 200 && status < 300) || status === 405;

/** Makes the folders of one place that are missing, with no more requests than that takes. */
export class WebDavFolders {
  readonly #make: (parts: string[], signal?: AbortSignal) => Promise<Answer>;
  /** Folders that were seen or made, by their whole names. */
  readonly #there = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param make asks the server once for one folder */
  constructor(make: (parts: string[], signal?: AbortSignal) => Promise<Answer>) {
    this.#make = make;
  }

  /** Takes note that a folder is there, and with it those above. */
  note(parts: readonly string[]): void {
    for (let depth = parts.length; depth > 0; depth -= 1) {
      const name = parts.slice(0, depth).join('/');
      if (this.#there.has(name)) return;
      this.#there.add(name);
    }
  }

  /**
   * Makes a folder, and those above that are missing. A refusal is handed back and not thrown: Apache also refuses
   * (403) when somebody else makes the folder in the same moment, so whether it is there is told by what is put into
   * it. One after another: files side by side want the same folders.
   */
  make(parts: readonly string[], signal?: AbortSignal): Promise<Answer | undefined> {
    // Whoever asks was just told that it is missing.
    this.#there.delete(parts.join('/'));
    const made = this.#last.then(() => this.#missing(parts, signal));
    this.#last = made.catch(() => undefined);
    return made;
  }

  async #missing(parts: readonly string[], signal?: AbortSignal): Promise<Answer | undefined> {
    if (!parts.length || this.#there.has(parts.join('/'))) return undefined;
    const ask = async (depth: number): Promise<Answer> => {
      const answer = await this.#make(parts.slice(0, depth), signal);
      if (stands(answer)) this.note(parts.slice(0, depth));
      return answer;
    };
    // Of a place where nothing was found yet everything is missing: from the top no folder is asked for twice.
    let depth = this.#there.size ? parts.length : 1;
    let answer = await ask(depth);
    while (isMissing(answer) && depth > 1) {
      depth -= 1;
      // Somebody took away what was there: nothing that was known counts any more.
      if (this.#there.has(parts.slice(0, depth).join('/'))) {
        this.#there.clear();
        depth = 1;
      }
      answer = await ask(depth);
    }
    let refusal = stands(answer) ? undefined : answer;
    while (depth < parts.length) {
      depth += 1;
      answer = await ask(depth);
      if (stands(answer)) refusal = undefined;
      else if (!isMissing(answer) || !refusal) refusal = answer;
    }
    return refusal;
  }
}
