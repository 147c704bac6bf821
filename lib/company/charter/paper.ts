import { documentHash, type DocumentSection, type RecordDocument } from '../../exchange/record-document';
import { currentLanguage, t } from '../../i18n';
import type { Ledger, Rec } from '../../ledger';
import { Fault } from '../../records/fault';
import type { CompanyPack } from '../../rules/company-pack';
import { packText } from '../../rules/pack';
import type { Unit } from '../matrix';
import { compareClauses, type ClauseChange } from './compare';
import { clausesOf, coverageOf } from './elements';

/** What stands around a charter on paper. */
export interface CharterAbout {
  company: string;
  units: readonly Unit[];
  pack: CompanyPack;
  today: string;
}

const nameOf = (id: string | undefined, { company, units }: CharterAbout): string =>
  units.find((unit) => unit.id === id)?.fields.name ?? company;

/**
 * One version on paper: days, registration, original, which expected elements its clauses cover, the clauses; and with
 * `before`, what differs from that version. Throws E408 when it is gone.
 */
export async function charterPaper(
  ledger: Ledger,
  id: string,
  about: CharterAbout,
  before?: string,
): Promise<RecordDocument> {
  const [record, old] = await Promise.all([
    ledger.get('charter', id),
    before ? ledger.get('charter', before) : undefined,
  ]);
  if (!record) throw new Fault('E408');
  const { fields } = record;
  const unknown = t('common.unknown');
  const body = {
    title: t('charter.paperTitle'),
    branch: nameOf(fields.unit, about),
    facts: [
      { label: t('record.charter.version'), value: fields.version, wide: true },
      { label: t('record.charter.adoptedOn'), value: fields.adoptedOn ?? unknown },
      { label: t('record.charter.resolution'), value: fields.resolution ?? unknown },
      { label: t('record.charter.registeredOn'), value: fields.registeredOn ?? unknown },
      { label: t('record.charter.registration'), value: fields.registration ?? unknown },
      { label: t('charter.original'), value: originalWord(record), wide: true },
      ...(fields.note ? [{ label: t('charter.note'), value: fields.note, wide: true }] : []),
    ],
    sections: [
      coverageSection(record, about.pack),
      clauseSection(record),
      ...(old ? [compareSection(old, record)] : []),
    ],
  };
  return {
    ...body,
    signatures: [t('exchange.signMaker'), t('charter.signReview'), t('exchange.doc.signDate')],
    closing: [
      t('charter.advised'),
      t('exchange.doc.id', { id, date: about.today }),
      t('exchange.doc.hash', { hash: documentHash(body) }),
    ],
  };
}

/** Where the original is, in words. */
export function originalWord({ fields }: Rec<'charter'>): string {
  const { file, place, sha256 } = fields;
  return (
    [
      file && t('charter.fileIs', { name: file.name, hash: file.sha256.slice(0, 16) }),
      place,
      sha256 && t('charter.hashIs', { hash: sha256 }),
    ]
      .filter(Boolean)
      .join('\n') || t('common.unknown')
  );
}

function coverageSection(record: Rec<'charter'>, pack: CompanyPack): DocumentSection {
  const language = currentLanguage();
  return {
    heading: t('charter.coverage'),
    kind: 'table',
    columns: [
      { header: t('charter.element'), share: 26 },
      { header: t('charter.means'), share: 44 },
      { header: t('charter.coveredBy'), share: 30 },
    ],
    rows: coverageOf(pack, clausesOf(record.fields)).map(({ element, clauses }) => [
      packText(element.title, language),
      packText(element.wording, language),
      clauses.length ? clauses.map(({ no }) => no || '—').join(t('settings.listJoin')) : t('charter.lacks'),
    ]),
  };
}

function clauseSection(record: Rec<'charter'>): DocumentSection {
  return {
    heading: t('record.charter.clauses'),
    kind: 'table',
    columns: [
      { header: t('charter.no'), share: 16 },
      { header: t('charter.text'), share: 84 },
    ],
    // A chapter is named where it begins.
    rows: clausesOf(record.fields).map(({ no, text, part }, index, all) => [
      [part !== all[index - 1]?.part && part, no].filter(Boolean).join('\n'),
      text,
    ]),
  };
}

/** Each changed clause before and after, side by side; what is the same is only counted. */
function compareSection(old: Rec<'charter'>, now: Rec<'charter'>): DocumentSection {
  const changes = compareClauses(clausesOf(old.fields), clausesOf(now.fields));
  const side = (clause: { no: string; text: string } | undefined): string =>
    clause ? `${clause.no} ${clause.text}`.trim() : '';
  return {
    heading: t('charter.compareOf', { before: old.fields.version }),
    kind: 'table',
    columns: [
      { header: t('charter.change'), share: 10 },
      { header: old.fields.version, share: 45 },
      { header: now.fields.version, share: 45 },
    ],
    rows: changes
      .filter(({ what }) => what !== 'same')
      .map((one) => [
        changeWord(one.what),
        side('before' in one ? one.before : undefined),
        side('now' in one ? one.now : undefined),
      ]),
  };
}

/** 新增, 删去, 修改, 移位, 未改. */
export const changeWord = (what: ClauseChange['what']): string => t(`charter.what.${what}`);
