import type { BackupSink, BackupSource } from '../../../lib/ledger/backup/format';
import { Fault } from '../../../lib/records/fault';

/** A backup that stands in memory, without a container. */
export class MemoryBackup implements BackupSink {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();

  async write(file: { name: string }, bytes: ReadableStream<Uint8Array>): Promise<void> {
    this.files.set(file.name, new Uint8Array(await new Response(bytes).arrayBuffer()));
  }

  get source(): BackupSource {
    const { files } = this;
    return {
      names: new Set(files.keys()),
      open: async (name) => {
        const bytes = files.get(name);
        if (!bytes) throw new Fault('E503', { file: name });
        return new ReadableStream({
          start: (controller) => {
            if (bytes.byteLength) controller.enqueue(bytes.slice());
            controller.close();
          },
        });
      },
    };
  }

  text(name: string): string {
    return new TextDecoder().decode(this.files.get(name));
  }

  set(name: string, text: string): void {
    this.files.set(name, new Uint8Array(new TextEncoder().encode(text)));
  }
}
