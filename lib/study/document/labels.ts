import { datesIn, dense, isOrgan, numberIn } from './words';

/** What a page may print of a document, by name. `writtenOn` is the day under its text (成文日期, 落款). */
export const DOCUMENT_FIELDS = [
  'title',
  'issuer',
  'number',
  'writtenOn',
  'issuedOn',
  'effectiveOn',
  'standing',
] as const;
export type DocumentField = (typeof DOCUMENT_FIELDS)[number];

/** A value and the words of the page from which it was read. */
export interface Reading {
  /** Text as printed, without white space in numbers; days as `YYYY-MM-DD` where the page prints a whole one. */
  value: string;
  passage: string;
}

type Label = DocumentField | 'poster' | 'other';

/** Labels of tables above a document. `poster` is the office that put the page there: the issuer often, not always. */
const LABELS: Record<Label, string> = {
  issuer:
    '发文机关 发文单位 发文机构 制定机关 制定单位 制定机构 印发机关 印发单位 颁布机关 颁布单位 公布机关 发文部门 制发机关',
  poster: '发布机构 发布单位 发布机关 发布部门 公开机构 颁布部门',
  number: '发文字号 发布文号 文件编号 公文文号 公文字号 文件字号 文件号 文号 字号',
  title: '文件名称 法规名称 规范名称 法规标题 名称 标题',
  writtenOn: '成文日期 成文时间 发文日期 发文时间 签发日期 制发日期 制定日期',
  issuedOn: '公布日期 公布时间 发布日期 发布时间 颁布日期 颁布时间 印发日期 印发时间',
  effectiveOn: '施行日期 施行时间 实施日期 实施时间 生效日期 生效时间 执行日期',
  standing: '时效性 有效性 效力状态 有效状态 文件状态 法规状态 文件效力 是否有效 时效 效力',
  other:
    '索引号 主题分类 主题词 分类 类别 法律性质 效力级别 效力位阶 来源 作者 编辑 责任编辑 浏览次数 浏览 访问量 点击量 点击 字体 字号大小 公开方式 公开时限 公开形式 公开范围 公开属性 有效期 失效日期 失效时间 废止日期 截止日期 体裁 组配分类 信息类别 文件类型 文种 关键词 统一编号 统一登记号 规范性文件编号 打印 分享 内容概述 保存时间 信息索引',
};

const OF_LABEL = new Map<string, Label>();
for (const [label, words] of Object.entries(LABELS))
  for (const word of words.split(' ')) OF_LABEL.set(word, label as Label);
const spaced = [...OF_LABEL.keys()]
  .sort((a, b) => b.length - a.length)
  .map((word) => [...word].join('\\s*'))
  .join('|');
/** A label and its sign anywhere in a cell: `索引号：…发文日期：…` is printed without a gap. */
const IN_CELL = new RegExp(`[【\\[〔(（]?\\s*(${spaced})\\s*(?:[】\\]〕]\\s*[:：]?|[)）]?\\s*[:：])`, 'g');
const WHOLE_CELL = new RegExp(`^[【\\[]?\\s*(${spaced})\\s*[】\\]]?$`);

interface Token {
  label?: Label;
  text: string;
}

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  for (const cell of line.split(/\t|\s[|丨│]\s/)) {
    const whole = WHOLE_CELL.exec(cell.trim());
    if (whole) {
      tokens.push({ label: OF_LABEL.get(dense(whole[1] ?? '')), text: cell.trim() });
      continue;
    }
    let at = 0;
    const add = (text: string): void => {
      if (text.trim()) tokens.push({ text: text.trim() });
    };
    for (const match of cell.matchAll(IN_CELL)) {
      add(cell.slice(at, match.index));
      tokens.push({ label: OF_LABEL.get(dense(match[1] ?? '')), text: match[0].trim() });
      at = match.index + match[0].length;
    }
    add(cell.slice(at));
  }
  return tokens;
}

/** What a table or list of labels says. Empty values, and values that are not what their label says, are left out. */
export function readLabels(lines: readonly string[]): Partial<Record<DocumentField | 'poster', Reading>> {
  const found: Partial<Record<DocumentField | 'poster', Reading>> = {};
  let label: Token | undefined;
  for (const line of lines) {
    if (line.length > 400) {
      label = undefined;
      continue;
    }
    for (const token of tokensOf(line)) {
      if (token.label) {
        label = token;
        continue;
      }
      const name = label?.label;
      if (name && name !== 'other' && !found[name]) {
        const value = valueOf(name, token.text);
        if (value) found[name] = { value, passage: `${label?.text ?? ''} ${token.text}`.slice(0, 200) };
      }
      label = undefined;
    }
  }
  return found;
}

function valueOf(label: DocumentField | 'poster', text: string): string | undefined {
  const plain = text.trim().slice(0, 200);
  switch (label) {
    case 'issuer':
    case 'poster':
      return isOrgan(plain) ? plain : undefined;
    case 'number':
      return numberIn(plain);
    case 'title':
      return plain.length >= 4 ? plain : undefined;
    case 'standing':
      return standingIn(plain);
    default:
      return datesIn(plain)[0]?.value.slice(0, 10);
  }
}

/** 现行有效, 已修改, 已废止, 尚未施行, from what a page prints; other printed words stay as they are. */
export function standingIn(text: string): string | undefined {
  const plain = dense(text);
  if (!plain || plain.length > 12) return undefined;
  if (/部分/.test(plain)) return plain;
  if (/未(?:施行|生效|实施)/.test(plain)) return '尚未施行';
  if (/废止|失效|无效|作废/.test(plain)) return '已废止';
  if (/修[改订正]/.test(plain)) return '已修改';
  return /有效|^是$/.test(plain) ? '现行有效' : undefined;
}
