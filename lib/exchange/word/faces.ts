/**
 * Faces by the custom of official documents: title in a heavy Song, headings in Hei, text in Fangsong. They are
 * named for East Asia explicitly: a file that names only a Latin face is shown in whatever the reader's program
 * falls back to. These three come with every Chinese Windows, Office and WPS; 方正小标宋 does not, so the title
 * takes 宋体 in bold, which is the nearest that everybody has.
 */
const face = (eastAsia: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
  hint: 'eastAsia',
});

export const SONG = face('宋体');
export const HEI = face('黑体');
export const FANGSONG = face('仿宋');

/** Sizes in half-points: 二号, 四号, 小四, 小四, 五号, 小五. */
export const SIZES = { title: 44, heading: 28, text: 24, table: 24, small: 21, tiny: 18 } as const;
