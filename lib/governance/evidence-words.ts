import { t, tDynamic, tMaybe } from '../i18n';
import type { EvidenceEntry } from '../records/governance';
import { typeOf } from './evidence-entry';

/** A piece of evidence in words, part by part; a part that nobody filled in is empty. */
export interface EvidenceWords {
  /** 记录, 文件, 链接, 引文, 原件（不在程序内）. */
  type: string;
  what: string;
  /** Address, page of the document, or where the original lies and who keeps it. */
  where: string;
  /** Day on which a page was looked at. */
  seen: string;
  revision: string;
  valid: string;
  note: string;
}

/** Says of a piece of evidence what stands in it. `plain` puts roles in the place of names, for readers outside. */
export function evidenceWords(
  entry: EvidenceEntry,
  plain: (text: string) => string = (text) => text,
): EvidenceWords {
  const type = typeOf(entry);
  const word = (text: string | undefined): string => (text ? plain(text) : '');
  const join = (...parts: (string | undefined | false)[]): string => parts.filter(Boolean).join(' · ');
  const { record, file, link, quote, page, place, keeper, title } = entry;
  const ofRecord = record ? (tMaybe(`governance.kind.${record.kind}`) ?? record.kind) : '';
  const whats = {
    record: ofRecord,
    file: word(file?.name),
    link: word(title) || word(link),
    quote: t('evidenceForm.quoted', { text: word(quote) }),
    original: word(title) || word(place) || t('evidenceForm.type.original'),
  };
  const wheres = {
    record: '',
    file: '',
    link: word(link),
    quote: join(word(title), word(page)),
    original: join(title && word(place), keeper && t('evidenceForm.kept', { name: word(keeper) })),
  };
  return {
    type: tDynamic(`evidenceForm.type.${type}`),
    what: whats[type],
    where: wheres[type],
    seen: entry.seenOn ?? '',
    revision: word(entry.revision),
    valid: validWords(entry),
    note: word(entry.note),
  };
}

/** 有效期 … 至 …, 自 …起有效, 有效至 …; empty where nothing is said of it. */
export function validWords({ validFrom, validTo }: Pick<EvidenceEntry, 'validFrom' | 'validTo'>): string {
  if (validFrom && validTo) return t('evidenceForm.valid', { from: validFrom, to: validTo });
  if (validFrom) return t('evidenceForm.validFromOn', { from: validFrom });
  return validTo ? t('evidenceForm.validToOn', { to: validTo }) : '';
}

/** All of it in one line. */
export function evidenceSentence(entry: EvidenceEntry, plain?: (text: string) => string): string {
  const { type, what, where, seen, revision, valid, note } = evidenceWords(entry, plain);
  const head = what.startsWith(type) ? what : t('evidenceForm.typed', { type, what });
  return [
    head,
    where !== what && where,
    seen && t('evidenceForm.seen', { day: seen }),
    revision && t('evidenceForm.revisionIs', { text: revision }),
    valid,
    note,
  ]
    .filter(Boolean)
    .join(' · ');
}
