/**
 * A file as the verifier reads it. Node's own blobs of files count with 32 bits: beyond 4 GiB they read another place.
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} size
 */
export function bytesOf(file, size) {
  return {
    size,
    slice: (/** @type {number} */ from, /** @type {number} */ to) => ({
      arrayBuffer: async () => {
        const all = new Uint8Array(to - from);
        for (let at = 0; at < all.length;) {
          const { bytesRead } = await file.read(all, at, all.length - at, from + at);
          // A file that became shorter meanwhile.
          if (!bytesRead) return all.buffer.slice(0, at);
          at += bytesRead;
        }
        return all.buffer;
      },
    }),
  };
}
