import type { Block, Box, Scan } from './blocks';
import { type Credit, creditsIn, joinSpaced } from './credit-labels';
import { isPerson, OFFICE } from './credit-words';
import { findDates } from './dates';
import { plain } from './judge';
import { homeOf, type Look, makeOf, type Style, styleOf } from './look';

/** A line at an edge of a text, as the evidence sees it. */
export interface EdgeLine {
  block: Block;
  text: string;
  /** Characters without signs. */
  bare: string;
  box: Box | undefined;
  page: Scan;
  look: Look;
  style: Style;
  /** `X：Y`, `X丨Y`, `X/Y`: what stands behind the sign, in pieces. */
  value: string[] | undefined;
  credits: readonly Credit[];
  pieces: string[];
  /** It ends like a sentence, whatever stands in brackets behind that. */
  isSentence: boolean;
  /** How often it asks something of the reader, and speaks of the text itself. */
  asks: number;
  about: number;
  place: Place;
}

/** Where a line stands. */
export interface Place {
  side: 'head' | 'tail';
  /** Lines between it and the surest paragraph. */
  away: number;
  /** A picture stands between it and the text. */
  image: boolean;
  /** A line that is no text for sure (credits, editors, links) stands between it and the text, or right behind it. */
  beyond: boolean;
  beside: boolean;
  /** Links follow it, or it follows a row of signs. */
  overLinks: boolean;
  underSigns: boolean;
  title: string;
  /** Names of the site or the account. */
  names: readonly string[];
}

/** What readers are asked to do. */
const ASK =
  /点击|点亮|点个|点赞|关注|扫码|扫描|扫一扫|识别|长按|转发|转给|分享|收藏|在看|星标|置顶|订阅|留言|评论区|后台|回复|领取|下载|加入|进群|投稿|来稿|爆料|报料|戳|三连|加微信|添加|咨询|合作|征稿|热线|打赏|赞赏|喜欢|聊聊|说说|怎么看/g;
const YOU = /[你您]|大家|读者|朋友|欢迎|敬请|请|我们|一起|谢谢|感谢/;
/** Words by which a line speaks of the text and its making, and not of its matter. */
const MAKING =
  '作者|译者|笔者|本文|全文|原文|原载|首发|刊于|文章|稿件|图片|配图|题图|头图|封面|照片|插图|插画|摄影|摄|来源|源自|转载|授权|公众号|视频号|账号|本号|本刊|本报|本网|编辑|责编|校对|审核|监制|排版|运营|设计|美编|策划|统筹|制作|出品|记者|通讯员|实习生|供图|供稿|供题|采写|撰文|撰稿|整理|版权|声明|免责|提示|化名|受访|剧透|摘要|提要|导读|编后|原题|标题|字数|\\d\\s*分钟|往期|更多|推荐|朗读|朗诵|音频|视频|标签|关键词|单位|栏目|专栏|线索|资料|简介|提供|编发|ID';
const ABOUT = new RegExp(MAKING, 'g');
const ABOUT_START = new RegExp(
  `^[^\\u4e00-\\u9fa5A-Za-z]*(?:[\\u4e00-\\u9fa5]{0,3}(?:${MAKING})[^:，。,]{0,6}|核心提示|阅读提示)[:】\\]]`,
);
const ADDRESS =
  /https?:|www\.|[\w.-]+@[\w-]+\.|\bID\s*[:)]|(?:电话|邮箱|微信|QQ|热线)\s*号?\s*[:)]|\d{3,4}-\d{6,8}/i;
const ENDED = /[。！？!?…；;][”"』」’）)】\]]*$/;
const SIGN = /^(?:[▲△▼▽◆◇●○■□◎★☆▪▶►◀※→↑↓^*#>＞|丨~～=+•-]|—|\p{Extended_Pictographic})/u;
const PICTURE = /\p{Extended_Pictographic}|[▲△▼▽↓↑]/u;
const NUMBERED =
  /^(?:[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?\d{1,2}[)、.](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条编]|\d{1,2}$|part\s*\d)/i;
const SPOKEN = /^[“"「『]|^(?:问|答|记者|Q|A|主持人)\s*\d*\s*:\s*.{6}/;
const LABEL = /^[\s\p{P}\p{S}]*([\u4e00-\u9fa5A-Za-z、&/ ]{1,12}?)\s*[:丨|│/]\s*(\S.*)$/u;
const DATELINE = /\d{1,2}日(?:电|讯|消息|报道)|(?:电|讯|消息)\s*[(【]|^[\u4e00-\u9fa5·]{2,16}(?:讯|消息)$/;
const REPORTER = /(?:记者|通讯员|实习生|评论员)\s*[\u4e00-\u9fa5]{2,4}/;
/** Which one of a series or of a paper. */
const ISSUE = /第\s*[〇零一二三四五六七八九十百\d]{1,6}\s*[期版]|\d+\s*版\s*[)]?$/;
/** A sentence without its dateline and without the brackets behind it: who wrote it says nothing of it. */
const coreOf = (text: string): string =>
  text
    .replace(/^[^。！？!?()【】]{2,30}[(【][^()【】]{2,60}[)】]\s*(?=.{12})/, (front) =>
      /(?:电|讯|消息|报道)\s*[(【]/.test(front) ? '' : front,
    )
    .replace(/(?<=[。！？!?…”"])\s*[(【][^()【】]{2,60}[)】]$/, '');

/** `某馆 出品`, `张三 摄`. */
const ABOUT_BEHIND = new RegExp(`^[^,，。:]{2,24}\\s(?:联合)?(?:${MAKING})$`);
/** `[摘要] …`. */
const ABOUT_MARKED = new RegExp(`^[(【[](?:内容)?(?:${MAKING}|核心提示|阅读提示)[)】\\]]`);

/** Whether sentences only say what the text is or whose: `作者简介：…`, or little but such words. */
export function opensNote(block: Block): boolean {
  if (block.size > 160) return false;
  const text = coreOf(plain(block.text.slice(0, 300)));
  return ABOUT_START.test(text) || (block.size <= 90 && (text.match(ABOUT)?.length ?? 0) >= 4);
}

const isNoneOf = (colour: string): string => colour || 'none';

const areNames = (pieces: readonly string[]): boolean =>
  pieces.length > 0 &&
  pieces.every(
    (one) =>
      isPerson(one) ||
      OFFICE.test(one) ||
      (/^[\u4e00-\u9fa5·]{2,4}$/.test(one) && !/[你您我他她它好谢]/.test(one)),
  );

const split = (text: string): string[] =>
  joinSpaced(text)
    .split(/[\s、,/&|丨:]+/)
    .filter(Boolean);

/** Looks at a line, and at each side of it when it is first asked for: of most lines a few sides tell enough. */
export function edgeLine(page: Scan, block: Block, look: () => Look, place: Place): EdgeLine {
  return new SeenLine(page, block, look, place);
}

class SeenLine implements EdgeLine {
  readonly text: string;
  readonly box: Box | undefined;
  readonly #look: () => Look;
  #bare?: string;
  #style?: Style;
  #label?: RegExpExecArray | null;
  #value?: string[];
  #credits?: readonly Credit[];
  #pieces?: string[];
  #asks?: number;
  #about?: number;

  constructor(
    readonly page: Scan,
    readonly block: Block,
    look: () => Look,
    readonly place: Place,
  ) {
    this.text = coreOf(plain(block.text.slice(0, 300)));
    this.box = page.boxes[block.box];
    this.#look = look;
  }

  get bare(): string {
    return (this.#bare ??= this.text.replace(/[\s\p{P}\p{S}]+/gu, ''));
  }

  get look(): Look {
    return this.#look();
  }

  get style(): Style {
    return (this.#style ??= styleOf(this.page, this.block));
  }

  get value(): string[] | undefined {
    if (this.#label === undefined) {
      this.#label = this.block.size <= 90 ? LABEL.exec(this.text) : null;
      if (this.#label) this.#value = split((this.#label[2] ?? '').replace(/[(【][^()【】]*[)】]/g, ' '));
    }
    return this.#value;
  }

  get credits(): readonly Credit[] {
    return (this.#credits ??=
      this.block.size <= 90 && !/[。!?]./.test(this.text)
        ? creditsIn(joinSpaced(this.text.replace(/^[\s\p{P}\p{S}]+/u, '')))
        : []);
  }

  get pieces(): string[] {
    return (this.#pieces ??= split(this.text.replace(/[()【】[\]]/g, ' ')));
  }

  get isSentence(): boolean {
    return this.block.stops > 0 && ENDED.test(this.text);
  }

  get asks(): number {
    return (this.#asks ??= this.text.match(ASK)?.length ?? 0);
  }

  get about(): number {
    return (this.#about ??= this.text.match(ABOUT)?.length ?? 0);
  }
}

/** What speaks for a line being a note around a text, and against it. */
export const EVIDENCE = {
  tiny: ({ block }) => block.size <= 6,
  short: ({ block }) => block.size > 6 && block.size <= 14,
  middling: ({ block }) => block.size > 14 && block.size <= 26,
  longish: ({ block }) => block.size > 26 && block.size <= 45,
  long: ({ block }) => block.size > 80,
  ended: ({ isSentence }) => isSentence,
  unmarked: ({ block }) => block.stops === 0,
  many: ({ block }) => block.stops >= 2,
  comma: ({ text }) => /[,，]/.test(text),
  label: ({ value, block }) => value !== undefined && block.stops === 0,
  labelOfNames: ({ value }) => value !== undefined && areNames(value),
  labelOfRole: ({ credits }) =>
    credits[0]?.at === 0 && credits[0].signed && !/time|other/.test(credits[0].role),
  labels: ({ credits }) => credits.length > 1,
  barred: ({ text }) => /[丨|│]/.test(text),
  names: ({ pieces, bare }) => {
    const size = pieces.filter(isPerson).join('').length;
    return size > 0 && size >= bare.length * 0.5;
  },
  nameAtEnd: ({ pieces, block }) => block.stops === 0 && pieces.length > 1 && isPerson(pieces.at(-1) ?? ''),
  bracketed: ({ text }) => /^[([【〔].*[)\]】〕]$/.test(text),
  sign: ({ text }) => SIGN.test(text),
  picture: ({ text }) => PICTURE.test(text),
  digits: ({ text, block }) => (text.match(/\d/g)?.length ?? 0) >= block.size * 0.25,
  dated: ({ text }) => findDates(text).length > 0,
  linked: ({ block }) => block.link > block.size * 0.5,
  link: ({ block }) => block.link > 0,
  ask: ({ asks }) => asks > 0,
  askTwice: ({ asks }) => asks > 1,
  askOften: ({ asks }) => asks > 2,
  askYou: ({ asks, text }) => asks > 0 && YOU.test(text),
  you: ({ text }) => YOU.test(text),
  about: ({ about }) => about > 0,
  aboutTwice: ({ about }) => about > 1,
  aboutStart: ({ text }) => ABOUT_START.test(text),
  aboutMostly: ({ text, about, bare }) =>
    (about > 0 ? (text.match(ABOUT)?.join('').length ?? 0) : 0) >= bare.length * 0.45,
  aboutBehind: ({ text, block }) => block.stops === 0 && ABOUT_BEHIND.test(text),
  aboutOften: ({ about }) => about > 3,
  aboutMarked: ({ text }) => ABOUT_MARKED.test(text),
  aboutInBrackets: ({ text, about }) => about > 0 && /^[(【].*[)】]$/.test(text),
  address: ({ text }) => ADDRESS.test(text),
  numbered: ({ text }) => NUMBERED.test(text),
  spoken: ({ text }) => SPOKEN.test(text),
  subjects: ({ text }) => /^(?:#[^\s#]{1,20}#?\s*)+$/.test(text),
  issue: ({ text }) => ISSUE.test(text.replace(/\s+/g, '')),
  paper: ({ text }) => /^《[^《》]{2,24}》\s*[([]?[^,，。]*\d/.test(text),
  dateline: ({ text, block }) => block.size <= 80 && block.stops === 0 && DATELINE.test(text),
  reporter: ({ text, block }) => block.size <= 80 && block.stops === 0 && REPORTER.test(text),
  small: ({ style, look }) => style.size > 0 && (look.size ? style.size < look.size : style.size < 15),
  colour: ({ style, look }) => isNoneOf(style.colour) !== isNoneOf(look.colour),
  align: ({ style, look }) => style.align !== '' && style.align !== look.align,
  make: ({ page, box, look }) => look.makes.size > 0 && !look.makes.has(makeOf(page, box)),
  home: ({ box, look }) => look.homes.size > 0 && !look.homes.has(homeOf(box)),
  bold: ({ block }) => block.runs.every((run) => run.marks & 1 || !run.text.trim()),
  heading: ({ block }) => block.level > 0,
  quote: ({ block }) => block.quote,
  list: ({ block }) => block.list !== '',
  ruled: ({ page, block, place }) =>
    place.underSigns || page.rules.has(place.side === 'tail' ? block.index : block.index + 1),
  gap: ({ page, box, place }) => {
    const other = box && place.side === 'tail' ? page.boxes[box.index - 1] : undefined;
    return other !== undefined && other.from === other.to && /^(?:P|SECTION|DIV)$/.test(other.tag);
  },
  image: ({ place }) => place.image,
  beyond: ({ place }) => place.beyond,
  beside: ({ place }) => place.beside,
  overLinks: ({ place, text, block }) => place.overLinks && (block.size <= 8 || text.endsWith(':')),
  site: ({ text, place }) => place.names.some((name) => name.length >= 2 && text.includes(name)),
  title: ({ bare, place }) =>
    bare.length >= 4 &&
    (place.title.includes(bare) || (place.title.length >= 6 && bare.includes(place.title))),
  far: ({ place }) => place.away > 1,
  own: ({ text }) => /(?<!关注)我(?!们)/.test(text),
} satisfies Record<string, (line: EdgeLine) => boolean>;

export type EvidenceName = keyof typeof EVIDENCE;

/** Evidence that takes longer to look at than all other. */
export const COSTLY: ReadonlySet<EvidenceName> = new Set([
  'labelOfNames',
  'labelOfRole',
  'labels',
  'nameAtEnd',
  'numbered',
  'spoken',
  'barred',
  'picture',
  'own',
  'you',
  'address',
  'dated',
  'bold',
  'gap',
  'small',
  'colour',
  'align',
  'make',
  'home',
  'digits',
  'names',
]);

/** Evidence of which a note has at least one. */
export const TELLING: ReadonlySet<EvidenceName> = new Set([
  'labelOfNames',
  'labelOfRole',
  'labels',
  'names',
  'nameAtEnd',
  'bracketed',
  'sign',
  'picture',
  'link',
  'ask',
  'about',
  'aboutStart',
  'aboutMarked',
  'aboutBehind',
  'address',
  'subjects',
  'issue',
  'paper',
  'dateline',
  'reporter',
  'site',
  'title',
  'quote',
  'ruled',
  'beyond',
  'overLinks',
]);
