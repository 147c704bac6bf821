import { ensureChineseFont } from '../../../scripts/lib/browser.mjs';
import { ensureBuilt } from '../../../scripts/lib/build.mjs';

/** The tests run the production build of the present sources. */
export default function build(): void {
  ensureBuilt('chrome');
  ensureChineseFont();
}
