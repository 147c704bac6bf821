import type { Accusation, PackProblem, ZipReason } from '../lib/verify';

/** Languages of the verifier. */
export type Language = 'zh' | 'en';

const PACK = {
  noManifest: [
    '包里没有清单 manifest.json，不是复核包',
    'There is no list (manifest.json): this is no review pack',
  ],
  otherFormat: [
    '清单的格式或版本不是这个核验页认识的',
    'The list is of a format or version that this verifier does not know',
  ],
  badManifest: ['清单 manifest.json 读不出来', 'The list (manifest.json) cannot be read'],
  manifestSignature: [
    '清单的签名不成立：清单被改过，或者不是它写明的那台设备签的',
    'The signature of the list does not hold: the list was changed, or another device signed it than it says',
  ],
  makerUnknown: [
    '做包的设备不在包内的设备表上，或者公钥、所属人对不上',
    'The device that made the pack is not among the devices of the pack, or with another key or person',
  ],
  fileMissing: ['少了文件', 'A file is missing'],
  fileChanged: ['文件被改过', 'A file was changed'],
  fileUnlisted: ['多出清单上没有的文件', 'A file is not on the list'],
  fileTwice: ['同一个名称出现了两次', 'The same name stands twice'],
  unreadable: ['文件内容读不出来', 'The content of a file cannot be read'],
  notSigned: [
    '写着已签字，签字对不上这一项现在的内容，或没有这次签字',
    'Said to be signed, and no signature fits it as it stands',
  ],
  itemState: ['这一项的内容与它的校验值对不上', 'The content of the item is not that of its hash'],
  hidesReview: ['有人签过字，这一项却没有列出', 'Somebody signed, and the item does not say so'],
  evidenceMissing: ['这一项的证据原件不在清单上', 'An original that proves the item is not on the list'],
  evidenceOther: [
    '这一项的证据原件不是记录的那一份',
    'An original that proves the item is another file than was recorded',
  ],
} satisfies Record<PackProblem['problem'], [string, string]>;

const REVIEW = {
  unreadable: [
    '签字读不出来，或者与它的记录对不上',
    'A signed review cannot be read, or is about something else than its record says',
  ],
  unknownSigner: [
    '签字的设备不在设备表上，或者公钥对不上',
    'The device that signed is not among the known devices, or with another key',
  ],
  otherMember: ['签字人与设备登记的人不是同一人', 'The signer is not the person to whom the device belongs'],
  badSignature: ['签名不成立：签过的内容被改了', 'The signature does not hold: what was signed was changed'],
  otherState: ['签字时看到的内容被换过', 'What the signer saw was replaced'],
  missingBefore: ['这台设备此前的一次签字不见了', 'A review that this device signed before is missing'],
  fork: [
    '这台设备的同一个序号签了两次不同的内容',
    'This device signed two different reviews under one number',
  ],
  missingLast: ['这台设备最后的签字不见了', 'The last review of this device is missing'],
  missingEarlier: ['这一项此前的一次签字不见了', 'An earlier review of this item is missing'],
} satisfies Record<Accusation['problem'], [string, string]>;

const ZIP = {
  notZip: ['这不是复核包：文件不是 ZIP', 'This is no review pack: it is not a ZIP file'],
  cut: ['文件不完整，后面缺了一段；请重新拷贝', 'The file is cut short; copy it again'],
  damaged: [
    'ZIP 的结构有问题，不能核验',
    'The ZIP is damaged or put together irregularly, and is not verified',
  ],
  unsafeName: ['包里有不安全的文件名，不予打开', 'The pack has an unsafe file name and is not opened'],
  tooMuch: [
    '包里有解开后异常大的文件，不予打开',
    'The pack unpacks to far more than it is, and is not opened',
  ],
  tooMany: ['包里的文件太多，不予打开', 'The pack has too many files and is not opened'],
  encrypted: ['包里有加密的文件，复核包从不加密', 'The pack has an encrypted file; review packs never have'],
  unsupported: ['包里有不认识的压缩方式', 'The pack is compressed in a way that is not known'],
} satisfies Record<ZipReason, [string, string]>;

const at = (language: Language): 0 | 1 => (language === 'zh' ? 0 : 1);
const join = (language: Language, parts: (string | undefined)[]): string =>
  parts.filter(Boolean).join(language === 'zh' ? ' · ' : ' · ');

/** A file, an item and so on as one line. */
const place = (language: Language, label: [string, string], value: string | undefined): string | undefined =>
  value ? `${label[at(language)]} ${value}` : undefined;

/** What does not hold in a pack, in words with the place. */
export function packProblemText(problem: PackProblem, language: Language): string {
  const text = PACK[problem.problem][at(language)];
  const where = [
    'code' in problem
      ? place(language, ['条目', 'item'], problem.code || problem.item.slice(0, 8))
      : undefined,
    'path' in problem ? place(language, ['文件', 'file'], problem.path) : undefined,
  ];
  const places = join(language, where);
  return places ? (language === 'zh' ? `${text}（${places}）` : `${text} (${places})`) : text;
}

/** What does not hold of a review, in words with the place. `codeOf` names an item by its record. */
export function accusationText(
  { problem, item, device, n }: Accusation,
  language: Language,
  codeOf: (item: string) => string,
  owners: ReadonlyMap<string, string>,
): string {
  const owner = owners.get(device);
  const text = REVIEW[problem][at(language)];
  const places = join(language, [
    item ? place(language, ['条目', 'item'], codeOf(item)) : undefined,
    owner
      ? `${language === 'zh' ? `${owner} 的设备` : `${owner}’s device`} ${device.slice(0, 8)}`
      : place(language, ['设备表上没有的设备', 'unknown device'], device.slice(0, 8)),
    n === undefined
      ? undefined
      : place(language, ['第', 'number'], language === 'zh' ? `${n} 次签字` : String(n)),
  ]);
  return language === 'zh' ? `${text}（${places}）` : `${text} (${places})`;
}

/** Why a file is not opened at all. */
export const zipProblemText = (reason: ZipReason, path: string, language: Language): string =>
  `${ZIP[reason][at(language)]}${path ? (language === 'zh' ? `（${path}）` : ` (${path})`) : ''}`;

/** Everything else that is said, in the page and in the terminal. */
export const WORDS = {
  title: ['复核包核验', 'Review pack verifier'],
  intro: [
    '把复核包（ZIP）拖到这里，或点按钮选择。全部在本机核验，不联网，文件不离开这台电脑。',
    'Drop a review pack (ZIP) here, or choose it. Everything is checked on this computer; nothing is sent anywhere.',
  ],
  choose: ['选择复核包', 'Choose a pack'],
  working: ['正在核验', 'Checking'],
  holds: ['全部成立', 'Everything holds'],
  fails: ['有不成立之处', 'Something does not hold'],
  unreadable: ['没有核验', 'Not checked'],
  holdsMeans: [
    '清单、每个文件、每次签字和每一项的状态都与签名一致。做包以后没有被改动。',
    'The list, every file, every review and the standing of every item agree with the signatures. Nothing was changed since the pack was made.',
  ],
  failsMeans: [
    '以下各处对不上。请向做包的人要一份新的复核包，并当面核对指纹。',
    'These do not agree. Ask whoever made the pack for a new one, and compare the fingerprints in person.',
  ],
  compare: [
    '请把下面的指纹与设备名册或纸面登记逐组核对：伪造的包可以带着伪造的核验页。用自己留存的核验页或 npm run verify 更可靠。',
    'Compare these fingerprints with the roster or on paper: a forged pack could bring a forged verifier. A verifier that you kept yourself, or npm run verify, is safer.',
  ],
  problems: ['不成立之处', 'What does not hold'],
  about: ['这个包', 'This pack'],
  company: ['企业', 'Company'],
  made: ['制作时间', 'Made'],
  madeBy: ['制作人', 'Made by'],
  packPrint: ['整包指纹', 'Fingerprint of the pack'],
  files: ['文件', 'Files'],
  items: ['条目', 'Items'],
  reviews: ['成立的签字', 'Reviews that hold'],
  reduced: [
    '对外删减版：没有带条目内容，签字是否对应当时的内容无法核对；签名本身已核对。',
    'Reduced for readers outside: the contents of items were left out, so it cannot be checked what was seen when signing; the signatures themselves were checked.',
  ],
  left: ['没有带来的原件', 'Originals left out'],
  leftMeans: [
    '这些原件有登记、不在包内；缺它们不算不成立。',
    'These originals are recorded and not in the pack; that is not counted as a fault.',
  ],
  signers: ['签字人与指纹', 'Signers and fingerprints'],
  signed: ['成立的签字 {n} 次', '{n} reviews that hold'],
  maker: ['制作了这个包', 'made this pack'],
  clock: [
    '时间是设备自己的时钟，没有第三方证明。',
    'Times are those of the devices’ own clocks; no third party vouches for them.',
  ],
  noFile: ['没有这个文件', 'There is no such file'],
  readFailed: ['读不出这个文件', 'The file cannot be read'],
  other: ['中文', 'English'],
} as const satisfies Record<string, readonly [string, string]>;

/** A text of {@link WORDS}. */
export const word = (name: keyof typeof WORDS, language: Language): string => WORDS[name][at(language)];

const WHY: Record<string, [string, string]> = {
  notHere: ['做包的设备上没有原件', 'not on the device that made the pack'],
  notReached: ['当时取不到原件', 'could not be fetched then'],
  keptElsewhere: ['原件按登记存放在别处', 'kept elsewhere, as recorded'],
  leftOut: ['做包的人选择不带原件', 'left out by choice of the maker'],
  outOfScope: ['不在这次交付的范围内', 'outside the scope of this pack'],
};

/** Why an original is not in a pack. */
export const whyText = (why: string | undefined, language: Language): string =>
  WHY[why ?? '']?.[at(language)] ?? why ?? '';
