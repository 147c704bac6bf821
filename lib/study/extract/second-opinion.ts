import { Readability } from '@mozilla/readability';
import { type Scan, scan, type ScanLimits } from './blocks';

/** Readability walks a copy of the page many times over; beyond these bounds it is not asked. */
const NODES = 60_000;
const DEPTH = 250;

/**
 * What Readability takes for the article, read on a copy of the page. Asked only where the first reading found
 * none: on Chinese pages its answer is more often incomplete or unclean (docs/decisions.md). Undefined when it
 * finds nothing or the page is beyond its bounds.
 */
export function secondOpinion(
  document: Document,
  page: Scan,
  base: string,
  limits: ScanLimits,
): Scan | undefined {
  if (page.nodes > NODES || page.depth > DEPTH) return undefined;
  try {
    const copy = page.dom.copy(document);
    const article = new Readability<Node>(copy, {
      serializer: (node) => node,
      keepClasses: true,
      charThreshold: 200,
    }).parse();
    return article?.content
      ? scan(page.dom, article.content as Element, base, { ...limits, hidden: true })
      : undefined;
  } catch {
    // A page that its algorithm stumbles over is a page without a second opinion.
    return undefined;
  }
}
