/** A line of a made-up page: text, and where it stands. Sizes and places in points, from the lower left. */
export interface TestLine {
  text: string;
  x?: number;
  y: number;
  size?: number;
}

export interface TestPdf {
  pages: TestLine[][];
  /** Title in the file's own data. */
  title?: string;
  /** Marks the file as locked by a password that nobody has. */
  locked?: boolean;
}

const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('');

/**
 * A small PDF, made by hand, in a Chinese font that is not embedded: its text is written in UniGB-UCS2-H, so that
 * reading it needs the tables of Chinese encodings. A line may be set in `\t`-parted pieces, each where it would stand.
 */
export function makePdf({ pages, title, locked }: TestPdf): Uint8Array<ArrayBuffer> {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const font = add(
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1[500]2 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>',
  );
  const tree = pages.length * 2 + 2;
  const kids = pages.map((lines) => {
    const text = lines
      .map(
        ({ text: line, x = 72, y, size = 12 }) =>
          `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${utf16(line)}> Tj ET`,
      )
      .join('\n');
    const content = add(`<</Length ${text.length}>>\nstream\n${text}\nendstream`);
    return add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 595 842]/Contents ${content} 0 R/Resources<</Font<</F1 ${font} 0 R>>>>>>`,
    );
  });
  add(`<</Type/Pages/Count ${kids.length}/Kids[${kids.map((id) => `${id} 0 R`).join(' ')}]>>`);
  const root = add(`<</Type/Catalog/Pages ${tree} 0 R>>`);
  const info = add(`<</Title<feff${utf16(title ?? '')}>>>`);
  const lock = locked
    ? `/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<${'3a'.repeat(32)}>/U<${'5c'.repeat(32)}>>>/ID[<${'ab'.repeat(16)}><${'ab'.repeat(16)}>]`
    : '';
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer<</Size ${objects.length + 1}/Root ${root} 0 R/Info ${info} 0 R${lock}>>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0));
}

const WORDS =
  '支部把会开在换班的十分钟里大家一条一条说书记一条一条记散会前当场分工月底回头看办成的划掉没有办成的写明原因和下一步'.split(
    '',
  );
/** Lines of a full page, and letters of a full line. */
const LINES = 36;
const LETTERS = 36;

/**
 * A book of so many full pages: a running head, a page number, a heading every ten pages, paragraphs of six lines. No
 * two lines are the same. Runs in Node and in a page.
 */
export function makeBook(pages: number): Uint8Array<ArrayBuffer> {
  let state = 7;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 16;
  const words = (count: number): string =>
    Array.from({ length: count }, () => WORDS[next() % WORDS.length]).join('');
  return makePdf({
    title: '示例出行党建工作手册',
    pages: Array.from({ length: pages }, (_, page) => [
      { text: '示例出行党建工作手册', x: 240, y: 810, size: 9 },
      ...Array.from({ length: LINES }, (_line, at): TestLine => {
        const y = 770 - at * 20;
        if (at === 0 && page % 10 === 0)
          return { text: `第${page / 10 + 1}章　${words(8)}`, x: 200, y, size: 20 };
        const first = at % 6 === 1;
        const last = at % 6 === 0;
        const text = words(first ? LETTERS - 2 : last ? 20 : LETTERS) + (last ? '。' : '');
        return { text, x: first ? 96 : 72, y };
      }),
      { text: `— ${page + 1} —`, x: 280, y: 30, size: 10 },
    ]),
  });
}
