import { type Block, HINTS, type Scan } from './blocks';
import { isPerson } from './credit-words';
import { findDates } from './dates';
import { nameOf } from './dom';
import { plain } from './judge';
import { PROFILE, roleOf } from './lines';
import { NOT_A_NAME, NOT_A_SOURCE } from './vocabulary';

/** Class and id words of the name of an account, and of the card around it. */
const NAMED =
  /(?:author|user|media|account|nick|profile|creator|publisher|mp|up)[-_]?(?:name|title|info|link)|(?:^|[\s_-])(?:nick|name|author|account)(?:$|[\s_-])/;
const CARD =
  /(?:author|user|media|account|profile|creator|publisher|mp|subscribe)[-_]?(?:info|card|box|area|wrap\w*|bar|desc|detail|side|panel|head\w*|intro)|(?:^|[\s_-])(?:author|account|profile)(?:$|[\s_-])/;
/** What a card says beside the name. */
const BESIDE =
  /^(?:\+?\s*(?:已?关注|订阅)|(?:共)?[\d.,万w+]*\s*(?:篇|个)?\s*(?:文章|作品|总阅读量?|粉丝|获赞|被?阅读|关注者?|原创|动态)\s*[\d.,万w+]*|.{0,4}(?:查看|进入)\s*(?:ta|他|她|作者).{0,8}|(?:作者|ta)(?:的)?(?:最新|更多|其他).{0,6}|.{0,14}官方[账帐]号|(?:简介|认证|百家号|企鹅号|搜狐号|头条号|网易号|大鱼号|一点号)\s*:?.{0,40})$/i;

/**
 * The account that a self-media page belongs to, from the card beside or under its text: a short name in a box named
 * for it or linked to its own page, with what such cards say beside it. Undefined where nothing of it is certain.
 */
export function readAccountCard(page: Scan): string | undefined {
  let best: { name: string; score: number } | undefined;
  page.blocks.forEach((block, at) => {
    const name = nameIn(page, block);
    if (!name) return;
    const score = scoreOf(page, block, at);
    if (score >= 4 && score > (best?.score ?? 0)) best = { name, score };
  });
  return best?.name;
}

function nameIn(page: Scan, block: Block): string | undefined {
  if (block.type !== 'text' || block.size < 2 || block.size > 20 || block.stops) return undefined;
  const box = page.boxes[block.box];
  if (box && box.hints & HINTS.comment) return undefined;
  const text = plain(block.text);
  if (!/^[\u4e00-\u9fa5A-Za-z][\u4e00-\u9fa5A-Za-z0-9·_ -]*$/.test(text)) return undefined;
  if (NOT_A_NAME.test(text) || NOT_A_SOURCE.test(text) || BESIDE.test(text)) return undefined;
  return isPerson(text) || findDates(text).length ? undefined : text;
}

function scoreOf(page: Scan, block: Block, at: number): number {
  const { dom } = page;
  const box = page.boxes[block.box];
  const [run] = block.runs;
  const element = run && dom.parentElement(run.node);
  const own = `${box ? box.name + roleOf(dom, box.el, box.name) : ''} ${element && element !== box?.el ? nameOf(dom, element) : ''}`;
  const around = [box?.parent, page.boxes[box?.parent ?? -1]?.parent]
    .map((index) => page.boxes[index ?? -1]?.name ?? '')
    .join(' ');
  let score = 0;
  if (NAMED.test(own)) score += 2;
  if (block.runs.some((one) => one.href && PROFILE.test(one.href))) score += 2;
  if (CARD.test(around) || CARD.test(own)) score += 1;
  const near = page.blocks.slice(at + 1, at + 5).some((other) => BESIDE.test(plain(other.text.slice(0, 60))));
  return score > 0 && near ? score + 2 : score;
}
