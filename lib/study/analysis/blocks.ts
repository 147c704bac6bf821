/** What a paragraph is to a reader who looks for the main points. */
export type BlockRole = 'text' | 'heading' | 'cell' | 'aside';

/** One paragraph, heading, item of a list or cell of a table. */
export interface TextBlock {
  role: BlockRole;
  text: string;
  /** Level of a heading, 1 (highest) to 4; 0 for everything else. */
  level: number;
  /** Number of characters before it, white space not counted: the same in the text as it is shown. */
  start: number;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
    },
  );

/** Length of a text without white space. */
export const bareLength = (text: string): number => text.replace(/\s+/gu, '').length;

const BREAKING =
  /^(?:p|div|section|h[1-6]|li|ul|ol|blockquote|pre|table|thead|tbody|tr|td|th|figcaption|figure|hr)$/;

/** Blocks of sanitised HTML, in order. Needs no document: what is read was reduced to an allow-list before. */
export function blocksOfHtml(html: string): TextBlock[] {
  const raw: { text: string; tag: string; bold: boolean }[] = [];
  let text = '';
  let strong = '';
  let inStrong = 0;
  const open: string[] = [];
  const flush = (): void => {
    if (text.trim()) {
      const tag = [...open].reverse().find((name) => /^(?:h[1-6]|t[dh]|figcaption)$/.test(name)) ?? 'p';
      raw.push({ text, tag, bold: bareLength(strong) >= bareLength(text) });
    }
    text = '';
    strong = '';
  };
  for (const [, tag, words] of html.matchAll(/<(\/?[a-z][a-z0-9]*)\b[^>]*>|([^<]+)/gi)) {
    if (words !== undefined) {
      const piece = decoded(words);
      text += piece;
      if (inStrong) strong += piece;
      continue;
    }
    const name = (tag ?? '').toLowerCase();
    const closes = name.startsWith('/');
    const bare = closes ? name.slice(1) : name;
    if (bare === 'strong' || bare === 'b') inStrong = Math.max(0, inStrong + (closes ? -1 : 1));
    else if (bare === 'br') text += '\n';
    else if (BREAKING.test(bare)) {
      flush();
      if (closes) open.splice(Math.max(0, open.lastIndexOf(bare)), 1);
      else if (bare !== 'hr') open.push(bare);
    }
  }
  flush();
  return placed(
    raw.flatMap(({ text: whole, tag, bold }) => joinedLines(whole).map((line) => ({ line, tag, bold }))),
  );
}

/** Blocks of a text with one paragraph a line, such as minutes. */
export const blocksOfText = (text: string): TextBlock[] =>
  placed(text.split(/\n+/).map((line) => ({ line, tag: 'p', bold: false })));

function placed(lines: readonly { line: string; tag: string; bold: boolean }[]): TextBlock[] {
  let start = 0;
  const blocks: TextBlock[] = [];
  for (const { line, tag, bold } of lines) {
    const text = line.trim();
    if (!text) continue;
    blocks.push({ ...roleOf(text, tag, bold), text, start });
    start += bareLength(text);
  }
  return orderedHeadings(blocks);
}

const ENDS = /[。！？!?…；;][”』」’"）)]*$/;

/** Lines of a paragraph broken by hand. A line that breaks a sentence in two is joined with the next. */
function joinedLines(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const last = lines.at(-1);
    const goesOn =
      last !== undefined &&
      line !== '' &&
      !ENDS.test(last) &&
      (/[，、]$/.test(last) || (bareLength(last) >= 14 && ENDS.test(line) && !NUMBERED.test(line)));
    if (goesOn) lines[lines.length - 1] = `${last}${line}`;
    else lines.push(line);
  }
  return lines.filter(Boolean);
}

const CHAPTER = /^第[一二三四五六七八九十百零〇\d]{1,5}(编|章|节)(?=[\s\u3000]|[^条、，]|$)/;
const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|第[一二三四五六七八九十]{1,3}[，、])/;

/** Pictures, people who made the page, and what asks the reader to do something with it. */
const ASIDE = new RegExp(
  [
    '^[\\s▲△▼◆●■↑↓←→【（(]*(?:图[为示片：:]|上图|下图|左图|右图|资料图|资料照片|图\\d|视频[：:]|海报[：:])',
    '(?:^|[\\s（(/])(?:摄|供图|图\\/.{1,8}|图源[:：].*|资料图片?)[\\s）)]*$',
    '^.{0,60}[\\s\\u3000](?:摄|供图|制图|绘)[）)]?$',
    '^[\\s【（(]*(?:来源|稿源|文章来源|信息来源|图片来源|作者|文|文字|图文|撰文|撰稿|编辑|编|责编|责任编辑|本期编辑|见习编辑|校对|审核|初审|复审|终审|审校|监制|总监制|策划|统筹|设计|制作|排版|美编|供稿|投稿|通讯员|记者|本报记者|实习生|主编|值班|原标题|延伸阅读|相关阅读|推荐阅读|往期回顾|标签|关键词|版权|声明|免责声明|编者按|投稿邮箱|联系电话|网址)\\s*[:：丨|/].{0,80}$',
    '^[（(【]?(?:本报|新华社)?记者[\\s\\u3000][^，。！？]{2,30}[）)】]?$',
    '^[（(【].{0,4}(?:责任编辑|责编|编辑|来源|作者|完|本报.{0,14}电|全文完)[^。]{0,40}[）)】]$',
    '(?:点击|长按|扫描|扫一扫|识别).{0,14}(?:二维码|蓝字|关注|阅读原文|上方|下方|名片)',
    '^(?:阅读原文|点赞|在看|分享|转发|收藏|关注我们|喜欢就|戳|END|完|—+|-+|\\*+|\\/+|[↓↑▼▲·•…]+)[\\s\\S]{0,12}$',
    '(?:欢迎关注|敬请关注|点个.{0,2}在看|一键三连|版权归.{0,12}所有|未经.{0,8}不得转载|转载请注明)',
  ].join('|'),
);

function roleOf(text: string, tag: string, bold: boolean): { role: BlockRole; level: number } {
  const size = bareLength(text);
  if (tag === 'figcaption' || (size <= 120 && ASIDE.test(text))) return { role: 'aside', level: 0 };
  const chapter = CHAPTER.exec(text);
  if (chapter && size <= 40 && !ENDS.test(text)) {
    return { role: 'heading', level: '编章节'.indexOf(chapter[1] ?? '') + 1 };
  }
  const level = /^h([1-6])$/.exec(tag)?.[1];
  if (level && size <= 80) return { role: 'heading', level: Math.max(1, Math.min(4, Number(level) - 1)) };
  if (tag === 'td' || tag === 'th') return { role: 'cell', level: 0 };
  if (size > 42 || /[。！？!?；;，,：:…][”』」’"）)]*$/.test(text)) return { role: 'text', level: 0 };
  // A short line without an end: a heading when it is set or numbered as one, a signature or a date otherwise.
  if (bold || NUMBERED.test(text)) return { role: 'heading', level: /^[（(\d①-⑳]/.test(text) ? 3 : 2 };
  return { role: size <= 30 ? 'aside' : 'text', level: 0 };
}

/** A heading right behind the last paragraph with nothing under it is a signature or a slogan. */
function orderedHeadings(blocks: TextBlock[]): TextBlock[] {
  for (let at = blocks.length - 1; at >= 0 && blocks[at]?.role !== 'text'; at -= 1) {
    const block = blocks[at] as TextBlock;
    if (block.role === 'heading' && !CHAPTER.test(block.text))
      Object.assign(block, { role: 'aside', level: 0 });
  }
  return blocks;
}
