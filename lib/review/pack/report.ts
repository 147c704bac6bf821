import type { DocumentSection, Fact } from '../../exchange/record-document';
import type { BookHead, BookNode } from '../../exchange/word/book-model';
import { currentLanguage, t, tDynamic } from '../../i18n';
import { evidenceSentence } from '../../governance/evidence-words';
import type { Verdict } from '../../records/governance';
import { type ChecklistItem, type ChecklistPack, packText } from '../../rules/pack';
import { formatPeriod } from '../../rules/periods';
import { fingerprint } from '../../verify';
import type { Collected, ItemPlace, PackedItem } from './collect';
import { lookWord } from '../findings-register';
import { type FileLine, linesOf } from './lines-of';

/** What the report and the register are drawn from. */
export interface ReportQuery {
  all: Collected;
  files: readonly FileLine[];
  /** ISO instant, and the local day. */
  made: string;
  today: string;
  by: string;
  /** Fingerprint of the device that makes the pack. */
  device: string;
}

const CHAPTERS = ['scope', 'summary', 'items', 'findings', 'signers', 'left', 'wrong'] as const;
type Chapter = (typeof CHAPTERS)[number];

const heading = (chapter: Chapter): string => tDynamic(`reviewPack.chapter.${chapter}`);

/** 符合 · 部分符合 · 不符合 · 不适用 · 未填. */
export const verdictText = (verdict: Verdict | undefined): string =>
  tDynamic(`governance.verdict.${verdict ?? 'none'}`);

/** How an item stands, in words. */
export const standingText = (standing: PackedItem['standing']): string =>
  tDynamic(`reviewPack.standing.${standing}`);

/** The period of an item, or its event. */
export function periodText({ record, period }: ItemPlace, plain: Collected['plain']): string {
  const { eventOn, eventTitle } = record?.fields ?? {};
  if (eventOn) return [plain(eventTitle ?? ''), eventOn].filter(Boolean).join(' ');
  return period ? formatPeriod(period, currentLanguage()) : '';
}

/** What an item asks. */
export const askedText = (asked: ChecklistItem | undefined, code: string): string =>
  asked ? packText(asked.text, currentLanguage()) : code;

/** Cover and contents. */
export function reportHead({ all, today }: ReportQuery): BookHead {
  const { company, year } = all.scope;
  return {
    title: t('reviewPack.report'),
    branch: company.name,
    under: [
      year ? formatPeriod(year, currentLanguage()) : t('reviewPack.allYears'),
      all.scope.reduced ? t('reviewPack.reducedCover') : '',
      t('exchange.asOf', { date: today }),
    ].filter(Boolean),
    signatures: [t('reviewPack.signMaker'), t('reviewPack.signTaker')],
    contentsTitle: t('papers.hb.contents'),
    contents: CHAPTERS.map((chapter) => ({ level: 1 as const, title: heading(chapter), anchor: chapter })),
    foot: [`${company.name}　`, ' / ', ''],
  };
}

/** The report piece by piece. */
export async function* reportPieces(query: ReportQuery): AsyncGenerator<BookNode[]> {
  const { all } = query;
  const start = (chapter: Chapter): BookNode => ({
    kind: 'heading',
    level: 1,
    title: heading(chapter),
    anchor: chapter,
  });
  yield [start('scope'), section(scopeFacts(query)), { kind: 'note', text: t('reviewPack.method') }];
  yield [start('summary'), section(summary(all))];
  yield [start('items')];
  const inside = all.items.filter(({ inScope }) => inScope);
  for (const [index, item] of inside.entries()) yield itemNodes(item, index, query);
  if (all.untouched.length)
    yield [
      section({
        heading: t('reviewPack.untouched'),
        kind: 'list',
        items: all.untouched.map((item) => `${item.code} ${askedText(item, item.code)}`),
      }),
    ];
  yield [start('findings'), ...orNone(findings(all))];
  yield [start('signers'), section(signers(all)), { kind: 'note', text: t('reviewPack.compare') }];
  yield [start('left'), ...orNone(left(query))];
  yield [start('wrong'), ...orNone(wrong(all))];
}

const section = (of: DocumentSection): BookNode => ({
  kind: 'section',
  section: of,
  titled: of.heading !== '',
});
const orNone = (of: DocumentSection & { kind: 'table' }): BookNode[] =>
  of.rows.length ? [section(of)] : [{ kind: 'note', text: t('reviewPack.none') }];

function scopeFacts({ all, made, by, device }: ReportQuery): DocumentSection {
  const { scope, items, untouched, reviews } = all;
  const inside = items.filter(({ inScope }) => inScope).length;
  return {
    heading: '',
    kind: 'facts',
    facts: [
      { label: t('reviewPack.company'), value: scope.company.name, wide: true },
      {
        label: t('reviewPack.year'),
        value: scope.year ? formatPeriod(scope.year, currentLanguage()) : t('reviewPack.allYears'),
      },
      { label: t('reviewPack.made'), value: made },
      { label: t('reviewPack.by'), value: by },
      {
        label: t('reviewPack.counts'),
        value: t('reviewPack.countsOf', {
          items: inside,
          untouched: untouched.length,
          reviews: reviews.length,
        }),
      },
      { label: t('reviewPack.device'), value: device, wide: true },
    ],
  };
}

const STANDINGS = ['signed', 'changed', 'inReview', 'submitted', 'returned', 'revoked', 'draft'] as const;

function summary({ items, untouched, checklist }: Collected): DocumentSection {
  const inside = items.filter(({ inScope }) => inScope);
  const row = (title: string, code: string): string[] => {
    const own = inside.filter((item) => item.code.startsWith(code));
    const bare = untouched.filter((item) => item.code.startsWith(code)).length;
    return [
      title,
      String(own.length),
      ...STANDINGS.map((standing) => String(own.filter((item) => item.standing === standing).length)),
      String(bare),
    ];
  };
  return {
    heading: '',
    kind: 'table',
    columns: [
      { header: t('reviewPack.group'), share: 3 },
      { header: t('reviewPack.answered'), share: 1 },
      ...STANDINGS.map((standing) => ({ header: standingText(standing), share: 1 })),
      { header: t('reviewPack.bare'), share: 1 },
    ],
    rows: [
      ...checklist.groups.map(({ code, title }) =>
        row(`${code} ${packText(title, currentLanguage())}`, code),
      ),
      row(t('reviewPack.total'), ''),
    ],
  };
}

/** Documents on which an item rests, with how sure that is. */
export function basisText(item: ChecklistItem | undefined, { sources }: ChecklistPack): string {
  if (!item) return '';
  const language = currentLanguage();
  const cited = item.basis.flatMap(({ source, article }) => {
    const from = sources[source];
    return from
      ? [packText(from.document, language) + (article ? ` ${packText(article, language)}` : '')]
      : [];
  });
  return [...cited, tDynamic(`common.confidence.${item.confidence}`)].join('；');
}

function itemNodes(item: PackedItem, index: number, { all, files }: ReportQuery): BookNode[] {
  const { plain, nameOf, checklist } = all;
  const fields = item.record?.fields;
  const content = item.review?.content;
  const person = content && (all.scope.reduced ? nameOf(content.reviewer.member) : content.reviewer.name);
  const wide = (label: string, value: string | undefined): Fact[] =>
    value ? [{ label, value, wide: true }] : [];
  const facts: Fact[] = [
    { label: t('reviewPack.period'), value: periodText(item, plain) },
    { label: t('reviewPack.standing'), value: standingText(item.standing) },
    { label: t('reviewPack.design'), value: verdictText(fields?.design) },
    { label: t('reviewPack.effect'), value: verdictText(fields?.effect) },
    ...wide(t('reviewPack.reason'), fields?.reason && plain(fields.reason)),
    ...wide(t('reviewPack.owner'), fields?.owner && nameOf(fields.owner)),
    ...(fields?.dueOn ? [{ label: t('record.governanceItem.dueOn'), value: fields.dueOn }] : []),
    ...(fields?.risk
      ? [{ label: t('record.governanceItem.risk'), value: tDynamic(`review.risk.${fields.risk}`) }]
      : []),
    ...(fields?.nextReview ? [{ label: t('governance.nextReview'), value: fields.nextReview }] : []),
    ...wide(t('reviewPack.rectification'), fields?.rectification && plain(fields.rectification)),
    ...wide(t('reviewPack.basis'), basisText(item.asked, checklist)),
    ...(content
      ? [
          { label: t('reviewPack.reviewer'), value: `${person ?? ''} ${content.reviewer.role}`.trim() },
          {
            label: t('reviewPack.signedAt'),
            value: `${content.at}${content.reviewer.independent ? '' : ` ${t('reviewPack.notIndependent')}`}`,
          },
          {
            label: t('reviewPack.reviewed'),
            value: t('reviewPack.twoSides', {
              design: verdictText(content.design),
              effect: verdictText(content.effect),
            }),
          },
          { label: t('reviewPack.key'), value: fingerprint(content.key) },
          ...wide(t('reviewPack.note'), content.note && plain(content.note)),
        ]
      : []),
  ];
  const rows = item.evidence.map((entry) => {
    const hash = entry.file?.sha256 ?? entry.sha256;
    const line = linesOf(files, item).find((one) => one.file.sha256 === hash);
    return [
      evidenceSentence(entry, plain),
      hash?.slice(0, 16) ?? '',
      line?.file.path ?? whyText(line?.file.why),
    ];
  });
  const evidence: DocumentSection = {
    heading: t('reviewPack.evidence'),
    kind: 'table',
    columns: [
      { header: t('reviewPack.what'), share: 4 },
      { header: 'SHA-256', share: 2, small: true },
      { header: t('reviewPack.place'), share: 4, small: true },
    ],
    rows,
  };
  return [
    {
      kind: 'heading',
      level: 2,
      title: `${item.code} ${askedText(item.asked, item.code)}`,
      anchor: `i${index}`,
    },
    section({ heading: '', kind: 'facts', facts }),
    ...(rows.length ? [section(evidence)] : []),
  ];
}

/** Why an original is not in the pack, in words. */
export const whyText = (why: string | undefined): string => (why ? tDynamic(`reviewPack.why.${why}`) : '');

type Table = DocumentSection & { kind: 'table' };

function findings({ items, nameOf, plain }: Collected): Table {
  const word = (value: string | undefined): string => value ?? t('common.unknown');
  const lines = (...parts: (string | undefined | false)[]): string => parts.filter(Boolean).join('\n');
  const person = (id: string | undefined): string | undefined => id && nameOf(id);
  return {
    heading: '',
    kind: 'table',
    columns: [
      { header: t('reviewPack.item'), share: 1 },
      { header: t('reviewPack.problem'), share: 4 },
      { header: t('reviewPack.ownerDue'), share: 2, small: true },
      { header: t('reviewPack.standing'), share: 2 },
      { header: t('reviewPack.result'), share: 4 },
      { header: t('reviewPack.proof'), share: 3, small: true },
      { header: t('reviewPack.look'), share: 3, small: true },
    ],
    rows: items
      .filter(({ inScope }) => inScope)
      .flatMap(({ code, findings: own }) =>
        own.map(({ fields }) => [
          code,
          plain(fields.problem),
          lines(word(person(fields.owner)), word(fields.dueOn)),
          tDynamic(`reviewPack.finding.${fields.state}`),
          lines(
            fields.measure && plain(fields.measure),
            fields.result && plain(fields.result),
            fields.state !== 'open' && [fields.doneOn, person(fields.doneBy)].filter(Boolean).join(' '),
          ),
          Object.values(fields.proof ?? {})
            .map((entry) => evidenceSentence(entry, plain))
            .join('\n'),
          lines(
            fields.review && plain(fields.review),
            [fields.reviewedOn, person(fields.reviewedBy), lookWord(fields.independent)]
              .filter(Boolean)
              .join(' '),
          ),
        ]),
      ),
  };
}

function signers({ good, nameOf, devices, scope }: Collected): Table {
  const counts = new Map<string, { name: string; count: number }>();
  for (const { content } of good) {
    const name = scope.reduced ? nameOf(content.reviewer.member) : content.reviewer.name;
    counts.set(content.device, { name, count: (counts.get(content.device)?.count ?? 0) + 1 });
  }
  return {
    heading: '',
    kind: 'table',
    columns: [
      { header: t('reviewPack.signer'), share: 2 },
      { header: t('reviewPack.fingerprint'), share: 5 },
      { header: t('reviewPack.signedTimes'), share: 1 },
    ],
    rows: [...devices].flatMap(([device, { key, member }]) => {
      const own = counts.get(device);
      return own ? [[own.name || nameOf(member), fingerprint(key), String(own.count)]] : [];
    }),
  };
}

const left = ({ files }: ReportQuery): Table => ({
  heading: '',
  kind: 'table',
  columns: [
    { header: t('reviewPack.item'), share: 1 },
    { header: t('reviewPack.what'), share: 4 },
    { header: 'SHA-256', share: 2, small: true },
    { header: t('reviewPack.whyNot'), share: 3 },
  ],
  rows: files
    .filter(({ file }) => !file.path)
    .map(({ item, file }) => [item.code, file.name, file.sha256.slice(0, 16), whyText(file.why)]),
});

const wrong = ({ accusations, items, devices, nameOf }: Collected): Table => ({
  heading: '',
  kind: 'table',
  columns: [
    { header: t('reviewPack.item'), share: 1 },
    { header: t('reviewPack.problem'), share: 4 },
    { header: t('reviewPack.deviceShort'), share: 2, small: true },
  ],
  rows: accusations.map(({ problem, item, device }) => [
    items.find(({ id }) => id === item)?.code ?? '',
    tDynamic(`reviewPack.wrong.${problem}`),
    whose(devices.get(device)?.member, device, nameOf),
  ]),
});

/** Whose device it is, and its short name after that; of a device that nobody certified, the short name alone. */
const whose = (member: string | undefined, device: string, nameOf: Collected['nameOf']): string =>
  [member && nameOf(member), device.slice(0, 8)].filter(Boolean).join(' · ');
