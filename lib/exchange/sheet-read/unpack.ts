import { unzipSync, zipSync } from 'fflate';
import { Fault } from '../../records/fault';
import { SHEET_LIMITS } from './types';

/** Parts of a workbook that hold cells or say where they are. Pictures, macros and embedded files are not read. */
const WANTED =
  /^(\[Content_Types\]\.xml|_rels\/.*|(xl|\/xl)\/(workbook|styles|sharedStrings|metadata)\.\w+|xl\/_rels\/.*|xl\/(work)?sheets\/[^/]+\.(xml|bin)|xl\/worksheets\/_rels\/.*|xl\/theme\/.*|mimetype|content\.xml|styles\.xml|meta\.xml|settings\.xml|META-INF\/manifest\.xml)$/i;

/**
 * Unpacks the parts of a zipped workbook within the limits and puts them back together uncompressed, so that the
 * parser behind never inflates what was not measured. Throws E212 (damaged), E213 (another kind of document), E216
 * (unpacks to more than the limit).
 */
export function repackWorkbook(
  bytes: Uint8Array,
  name: string,
): { bytes: Uint8Array; format: 'xlsx' | 'ods' } {
  const names: string[] = [];
  let total = 0;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: (file) => {
        names.push(file.name);
        if (!WANTED.test(file.name)) return false;
        total += file.originalSize;
        // Each part is inflated into a buffer of its declared size, so the declared sizes bound the memory.
        if (total > SHEET_LIMITS.unpackedBytes) throw new Fault('E216', limitParams(name));
        return true;
      },
    });
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('E212', { name }, { cause: thrown });
  }
  const other = otherDocument(names);
  if (other) throw new Fault('E213', { name, what: other });
  const isOds = 'content.xml' in parts;
  if (!isOds && !names.some((part) => /^\/?xl\/workbook\.(xml|bin)$/i.test(part)))
    throw new Fault('E211', { name });
  return { bytes: zipSync(parts, { level: 0 }), format: isOds ? 'ods' : 'xlsx' };
}

/** Values for E216. */
export const limitParams = (name: string): Record<string, string | number> => ({
  name,
  limit: Math.round(SHEET_LIMITS.fileBytes / 1024 / 1024),
});

/** What a zip without cells is, as the value of the fault's `what`. */
function otherDocument(names: readonly string[]): string | undefined {
  if (names.some((part) => part.startsWith('word/'))) return 'Word';
  if (names.some((part) => part.startsWith('ppt/'))) return 'PowerPoint';
  return undefined;
}
