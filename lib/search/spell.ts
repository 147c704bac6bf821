import type { Spell } from './document';
import { fold } from './fold';

/**
 * How texts are typed in pinyin: every character of Chinese script as its syllable with a capital, the rest folded.
 * Of a character with several readings the usual one in its word is taken. The tables are a chunk of their own.
 */
export async function loadSpell(): Promise<Spell> {
  const { pinyin } = await import('pinyin-pro');
  return (text, name) => {
    let spelled = '';
    for (const [run] of text.matchAll(/\p{Script=Han}+|\P{Script=Han}+/gu)) {
      spelled += /^\p{Script=Han}/u.test(run)
        ? pinyin(run, { toneType: 'none', type: 'array', v: true, surname: name ? 'head' : 'off' })
            .map(capital)
            .join('')
        : fold(run);
    }
    return spelled;
  };
}

const capital = (syllable: string): string => syllable.charAt(0).toUpperCase() + syllable.slice(1);
