import { bareLength, type TextBlock } from './blocks';
import { splitSentences } from './sentences';

/** One sentence of the text proper, with what ranking and dates ask about its surroundings. */
export interface Sentence {
  text: string;
  /** Characters before it, white space not counted. */
  start: number;
  /** Its own length, counted the same way. */
  length: number;
  /** Numbers, from 0, of its paragraph among those of the text proper, and of it within. */
  paragraph: number;
  place: number;
  /** Index of the heading above it in `headings`; -1 before the first. */
  section: number;
  /** The article that it belongs to, as printed: `第三条`. */
  article?: string;
}

export interface Heading {
  text: string;
  level: number;
  start: number;
  /** First and last article under it, as printed. */
  articles?: [string, string];
}

/** A text taken apart: what it says, in order, without captions, credits and signatures. */
export interface TextParts {
  sentences: Sentence[];
  headings: Heading[];
  paragraphs: number;
  /** Characters of the text proper. */
  length: number;
  /** True for regulations: text set in articles. */
  isRegulation: boolean;
}

const ARTICLE = /^(第[一二三四五六七八九十百零〇\d]{1,7}条)(?:之[一二三四五六七八九十])?[\s\u3000]*/;
/** `新华社示例市11月26日电（记者 张示例）` at the beginning of a report. */
const DATELINE =
  /^(?:[^\s，。：]{2,12}(?:社|网|报|台|电视台|客户端)[^，。：（(]{0,16}?\d{1,2}月\d{1,2}日[^，。：（(]{0,4}(?:电|讯)|本报讯|本报[^，。]{0,10}电|本网讯|讯)[\s\u3000]*(?:[（(][^）)]{2,40}[）)])?[\s\u3000]*|^[（(](?:本报|新华社)?记者[^）)]{1,30}[）)][\s\u3000]*/;

/** Takes blocks apart into sentences and headings. */
export function partsOf(blocks: readonly TextBlock[]): TextParts {
  const sentences: Sentence[] = [];
  const headings: Heading[] = [];
  let paragraph = 0;
  let article: string | undefined;
  let articles = 0;
  for (const block of blocks) {
    if (block.role === 'heading') {
      headings.push({ text: block.text, level: block.level, start: block.start });
      article = undefined;
    }
    if (block.role !== 'text') continue;
    const numbered = ARTICLE.exec(block.text)?.[1];
    if (numbered) {
      article = numbered;
      articles += 1;
      const heading = headings.at(-1);
      if (heading) heading.articles = [heading.articles?.[0] ?? numbered, numbered];
    }
    const lead = (ARTICLE.exec(block.text) ?? DATELINE.exec(block.text))?.[0].length ?? 0;
    splitSentences(block.text.slice(lead)).forEach(({ start, end }, place) => {
      const text = block.text.slice(lead + start, lead + end);
      sentences.push({
        text,
        start: block.start + bareLength(block.text.slice(0, lead + start)),
        length: bareLength(text),
        paragraph,
        place,
        section: headings.length - 1,
        ...(article ? { article } : {}),
      });
    });
    paragraph += 1;
  }
  return {
    sentences,
    headings,
    paragraphs: paragraph,
    length: sentences.reduce((sum, { length }) => sum + length, 0),
    isRegulation: articles >= 3 && articles >= paragraph * 0.3,
  };
}
