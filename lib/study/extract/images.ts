import { httpAddress } from './address';
import { type Dom, nameOf } from './dom';
import { SIGN_IMAGES } from './vocabulary';

/** Where pages put the address of a picture that is loaded late; what the browser shows now comes last. */
const SOURCES =
  'data-src data-original data-lazy-src data-actualsrc data-lazyload data-original-src data-echo data-lazy data-url data-img data-ks-lazyload lazy-src _src file zoomfile'.split(
    ' ',
  );
const SETS = ['data-srcset', 'data-lazy-srcset', 'srcset'];
/** Pixels of width beyond which a larger variant is of no more use on paper or screen. */
const WIDE = 1600;

/**
 * The address of a picture and what the page says of it: the late one before what stands in its place meanwhile, the
 * fittest of several sizes, and what a `picture` offers where the image itself has none. Undefined for signs, icons
 * and pictures without an address of the web.
 */
export function readImage(dom: Dom, el: Element, base: string): { src: string; alt: string } | undefined {
  const small = (name: string): boolean => {
    const value = Number.parseInt(dom.attribute(el, name) ?? '', 10);
    return Number.isFinite(value) && value > 0 && value < 60;
  };
  if (small('width') || small('height')) return undefined;
  const src = addressOf(dom, el, base);
  if (!src || isSign(nameOf(dom, el), src)) return undefined;
  const alt = (dom.attribute(el, 'alt') ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
  return { src, alt };
}

const isSign = (name: string, src: string): boolean =>
  SIGN_IMAGES.test(`${name} ${src.replace(/^https?:\/\/[^/]+/, '').split('?')[0]}`);

function addressOf(dom: Dom, el: Element, base: string): string | undefined {
  const web = (value: string | null | undefined): string | undefined =>
    value && !value.startsWith('data:') ? httpAddress(value, base) : undefined;
  const names = dom.names(el);
  for (const name of SOURCES) {
    const src = names.includes(name) ? web(dom.attribute(el, name)) : undefined;
    if (src) return src;
  }
  const plain = web(dom.attribute(el, 'src'));
  if (plain && !isSign('', plain)) return plain;
  for (const name of SETS) {
    const src = names.includes(name) ? web(fittest(dom.attribute(el, name))) : undefined;
    if (src) return src;
  }
  return web(fromPicture(dom, el)) ?? plain;
}

function fromPicture(dom: Dom, el: Element): string | undefined {
  const parent = dom.parentElement(el);
  if (!parent || dom.tag(parent) !== 'PICTURE') return undefined;
  for (let node = dom.first(parent); node; node = dom.next(node)) {
    if (dom.type(node) !== 1 || dom.tag(node as Element) !== 'SOURCE') continue;
    for (const name of SETS) {
      const src = fittest(dom.attribute(node as Element, name));
      if (src) return src;
    }
  }
  return undefined;
}

/** The largest variant of a `srcset`, as long as it is not wider than is of use; else the narrowest. */
function fittest(set: string | null): string | undefined {
  const variants = (set ?? '')
    .slice(0, 8000)
    .split(/,\s+|,(?=https?:|\/)/)
    .map((part) => {
      const [address = '', size = '1x'] = part.trim().split(/\s+/);
      const number = Number.parseFloat(size) || 1;
      return { address, width: /w$/.test(size) ? number : number * 800 };
    })
    .filter(({ address }) => address);
  variants.sort((a, b) => a.width - b.width);
  return (variants.findLast(({ width }) => width <= WIDE) ?? variants[0])?.address;
}
