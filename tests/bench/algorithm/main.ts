import { askCheck } from '../../../lib/algorithm/ask';
import { checkFile } from '../../../lib/algorithm/check';
import { readHead } from '../../../lib/algorithm/head';
import { dispatchExport } from '../../../lib/sample/dispatch';

let file = new Blob();

/** Makes the file with the seed that is always the same; answers its size in bytes. */
function fill(rows: number): number {
  file = new Blob([...dispatchExport({ rows })]);
  return file.size;
}

const request = async () => {
  const head = await readHead(file, 'bench.csv');
  return { file, name: 'bench.csv', head, mapping: head.mapping };
};

/** Milliseconds of counting in the worker, as the screen does it, and the rows counted. */
async function ours(): Promise<{ time: number; rows: number }> {
  const begun = performance.now();
  const result = await askCheck(await request());
  return { time: performance.now() - begun, rows: result.rows };
}

/** Milliseconds of the parser alone, in a worker too. */
async function peer(): Promise<{ time: number; rows: number }> {
  const worker = new Worker(new URL('./peer-worker.ts', import.meta.url), { type: 'module' });
  const begun = performance.now();
  const rows = await new Promise<number>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data as number);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(file);
  });
  worker.terminate();
  return { time: performance.now() - begun, rows: rows - 1 };
}

/** The counting alone in the page itself, where its memory can be watched. */
const inPage = async (): Promise<number> => (await checkFile(await request())).rows;

Object.assign(globalThis, { measure: { fill, ours, peer, inPage } });
