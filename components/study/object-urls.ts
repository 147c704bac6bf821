/** Addresses of pictures for a page to show: made once for a file, and given back when it is gone. */
export class ObjectUrls {
  #made = new Map<string, Promise<string | undefined>>();

  /** The address of the file under `key`, which `read` fetches the first time; undefined when there is none. */
  of(key: string, read: () => Promise<Blob | undefined>): Promise<string | undefined> {
    const known = this.#made.get(key);
    if (known) return known;
    const made = read().then((file) => {
      // Given back while it was read.
      if (this.#made.get(key) !== made) return undefined;
      if (!file) this.#made.delete(key);
      return file && URL.createObjectURL(file);
    });
    this.#made.set(key, made);
    return made;
  }

  /** Gives back every address but those of `keys`. */
  keep(keys: ReadonlySet<string>): void {
    for (const [key, made] of this.#made) {
      if (keys.has(key)) continue;
      this.#made.delete(key);
      void made.then((address) => address && URL.revokeObjectURL(address));
    }
  }
}
