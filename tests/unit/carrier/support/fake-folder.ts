/** A folder handle in memory, as far as the product uses it, on which things can go wrong. */
export interface FakeFolder {
  handle: FileSystemDirectoryHandle;
  /** What the browser answers when asked for permission without a press. */
  permission: PermissionState;
  /** What the person answers. */
  answer: PermissionState;
  /** Name of the error with which the next write fails, at its end. */
  failWrite?: string;
}

type Content = Map<string, Content | { bytes: Uint8Array; at: number }>;

const refuse = (name: string): never => {
  throw new DOMException(name, name);
};

export function fakeFolder(name: string, { now = () => 0 }: { now?: () => number } = {}): FakeFolder {
  const fake = { permission: 'granted', answer: 'granted' } as FakeFolder;
  fake.handle = folder(name, new Map());
  return fake;

  function folder(ownName: string, content: Content): FileSystemDirectoryHandle {
    const entry = (child: string) => {
      const found = content.get(child);
      if (!found) return undefined;
      return found instanceof Map ? folder(child, found) : file(child, content);
    };
    const handle = {
      kind: 'directory',
      name: ownName,
      queryPermission: () => Promise.resolve(fake.permission),
      requestPermission: () => {
        fake.permission = fake.answer;
        return Promise.resolve(fake.answer);
      },
      async getDirectoryHandle(child: string, options?: { create?: boolean }) {
        const found = content.get(child);
        if (found && !(found instanceof Map)) return refuse('TypeMismatchError');
        if (!found && !options?.create) return refuse('NotFoundError');
        const inside: Content = found instanceof Map ? found : new Map();
        content.set(child, inside);
        return folder(child, inside);
      },
      async getFileHandle(child: string, options?: { create?: boolean }) {
        const found = content.get(child);
        if (found instanceof Map) return refuse('TypeMismatchError');
        if (!found && !options?.create) return refuse('NotFoundError');
        if (!found) content.set(child, { bytes: new Uint8Array(), at: now() });
        return file(child, content);
      },
      async removeEntry(child: string) {
        if (!content.delete(child)) refuse('NotFoundError');
      },
      async *entries() {
        for (const child of content.keys()) yield [child, entry(child)];
      },
      async *keys() {
        yield* content.keys();
      },
    };
    return handle as unknown as FileSystemDirectoryHandle;
  }

  function file(ownName: string, content: Content): FileSystemFileHandle {
    const handle = {
      kind: 'file',
      name: ownName,
      async getFile() {
        const found = content.get(ownName);
        if (!found || found instanceof Map) return refuse('NotFoundError');
        return new File([found.bytes as Uint8Array<ArrayBuffer>], ownName, { lastModified: found.at });
      },
      async createWritable() {
        let written = new Uint8Array();
        return {
          async write(bytes: Uint8Array) {
            written = Uint8Array.from([...written, ...bytes]);
          },
          async close() {
            const wrong = fake.failWrite;
            fake.failWrite = undefined;
            if (wrong) refuse(wrong);
            content.set(ownName, { bytes: written, at: now() });
          },
          async abort() {},
        };
      },
    };
    return handle as unknown as FileSystemFileHandle;
  }
}
