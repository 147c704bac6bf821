import { asFault, Fault } from '../../records/fault';
import { openPackage } from './package';
import { refuseRemote } from './remote';
import { openBook } from './sheet-book';
import { fillBook } from './sheet-template';
import { bookView } from './sheet-view';
import type { TemplateFilling, TemplateView } from './types';
import { documentView, fillDocument } from './word-template';

export type { TemplateFormat } from './package';
export { PLACEHOLDER } from './types';
export type {
  TemplateCell,
  TemplateFilling,
  TemplateGrid,
  TemplateList,
  TemplateValue,
  TemplateView,
} from './types';

/** Media types of the two kinds of templates. */
export const TEMPLATE_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/**
 * Reads a template for showing it. Throws E660 (another kind of file), E661 (damaged), E662 (too large), E663 (under a
 * password), E664 (macros, remote content, XML that may hide an attack), E665 (nothing in it that can be filled).
 */
export function readTemplate(bytes: Uint8Array, name: string): TemplateView {
  return guarded(name, () => {
    const pack = openPackage(bytes, name);
    refuseRemote(pack, name);
    const view = pack.format === 'xlsx' ? bookView(openBook(pack)) : documentView(pack);
    if (!view.grids.some(({ cells }) => cells.length) && !view.lines.length && !view.placeholders.length) {
      throw new Fault('E665', { name });
    }
    return view;
  });
}

/**
 * Fills a template and gives the bytes of the filled file; whatever is not filled stays as it was. Throws what
 * {@link readTemplate} throws, and E668 for a list that is too long.
 */
export function fillTemplate(bytes: Uint8Array, name: string, filling: TemplateFilling): Uint8Array {
  return guarded(name, () => {
    const pack = openPackage(bytes, name);
    refuseRemote(pack, name);
    if (pack.format === 'xlsx') fillBook(pack, filling);
    else fillDocument(pack, filling);
    return pack.close();
  });
}

/** A file made to break a reader ends as a damaged file, not as a failure of the program. */
function guarded<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('E661', { name }, { cause: asFault(thrown) });
  }
}
