// Decodes the bytes of a saved page. Browsers go by the header that came with a page; a saved page has none, and
// the charset that its head names may be wrong: a browser that saves a page rewrites the bytes and not the name.

/** The commonest characters of Chinese prose, in simplified and in traditional form. */
const COMMON = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严' +
    '們個來為國這會對時發動過說產種後學經進著電裡實應開還從業無關線內數結問變條體總邊組見計將運農幾區強決戰則處隊門規熱領東導壓濟極聯認權證轉單風車務萬達積議聲報類華節話溫傳許廣記須難觀織裝書復際驗連斷團歷長員題義樣題點黨現機當兩與頭給術爭帶場張馬',
);

/** How much a text reads like Chinese prose: unreadable signs count against it heavily. */
function plausibility(/** @type {string} */ text) {
  let common = 0;
  let foreign = 0;
  let broken = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0x80 && code < 0xa0)) broken += 1;
    else if (code > 0x2fff) {
      if (COMMON.has(sign)) common += 1;
      else foreign += 1;
    } else if (code > 0xbf && code < 0x2000) foreign += 1;
  }
  return common * 2 - foreign - broken * 20;
}

/** @param {Uint8Array} bytes @param {string} charset */
const decode = (bytes, charset) => new TextDecoder(charset).decode(bytes);

/** @param {Uint8Array} bytes */
function isUtf8(bytes) {
  try {
    // A file may end in the middle of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a mark: every other byte of markup is zero. @param {Uint8Array} bytes */
function bareUtf16(bytes) {
  const head = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * 0.15 && even < odd / 4) return 'utf-16le';
  return even > head.length * 0.15 && odd < even / 4 ? 'utf-16be' : undefined;
}

/**
 * The text of a page: by its byte order mark, else as UTF-8 when the bytes are UTF-8, else by that charset, of the
 * one its head names and the usual Chinese ones, in which it reads like Chinese.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function decodePage(bytes) {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decode(bytes, 'utf-8');
  if (a === 0xff && b === 0xfe) return decode(bytes, 'utf-16le');
  if (a === 0xfe && b === 0xff) return decode(bytes, 'utf-16be');
  const wide = bareUtf16(bytes);
  if (wide) return decode(bytes, wide);
  if (isUtf8(bytes)) return decode(bytes, 'utf-8');
  const named = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(decode(bytes.subarray(0, 4096), 'latin1'))?.[1];
  const charsets = [...new Set([named?.toLowerCase(), 'gb18030', 'utf-8', 'big5'])].filter(isKnown);
  const tries = charsets.map((charset) => decode(bytes, charset));
  const marks = tries.map(plausibility);
  return tries[marks.indexOf(Math.max(...marks))] ?? '';
}

/** @param {string | undefined} charset @returns {charset is string} */
function isKnown(charset) {
  try {
    return Boolean(
      charset && new TextDecoder(charset) && !/^utf-?16|^latin|^iso-8859|^windows-125|^ascii/.test(charset),
    );
  } catch {
    return false;
  }
}
