import { remembered } from './remember';

const SIGNS = /[\s\p{P}\p{S}]+/gu;
const PLAIN = /^[\u4e00-\u9fa5\da-z \u3000，。、：；？！“”‘’《》（）—…·-]*$/;
const COMMON = /[ \u3000，。、：；？！“”‘’《》（）—…·-]+/g;

/** Text without white space and punctuation, for comparing headlines. */
export const bare = remembered((text) =>
  // Nearly every headline is Chinese letters with a few signs: those need no table of Unicode.
  (PLAIN.test(text) ? text : text.normalize('NFKC').toLowerCase().replace(SIGNS, '')).replace(COMMON, ''),
);
