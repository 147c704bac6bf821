import { currentLanguage, t, tDynamic, tMaybe } from '../i18n';
import { isRule } from '../rules/editions';
import { type PackText, packText } from '../rules/pack';
import { isText, saySame } from '../rules/pack-changes';

/** One thing that a rule sets, in words. */
export interface RuleFact {
  label: string;
  text: string;
}

type Fields = Record<string, unknown>;

const textOf = (value: PackText): string => packText(value, currentLanguage());

/** Name of a group of rules. */
export const sectionWord = (section: string): string => tMaybe(`packs.section.${section}`) ?? section;

/** Name of one rule or entry; the section's where it is one rule. */
export function ruleWord(section: string, id: string, value: unknown): string {
  const title = isObject(value) ? value.title : undefined;
  if (isText(title)) return textOf(title);
  if (section === 'requiredFields') return id === 'any' ? t('packs.anyType') : typeWord(id);
  return id || sectionWord(section);
}

/** The norm of a rule in its own words; undefined when it has none. */
export function wordingOf(value: unknown): string | undefined {
  const wording = isObject(value) ? value.wording : undefined;
  return isText(wording) ? textOf(wording) : undefined;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (parts: readonly string[]): string => parts.join(t('packs.listJoin')) || t('packs.none');
const typeWord = (type: unknown): string => tMaybe(`life.type.${String(type)}`) ?? String(type);

/** How the elements of a list are called, by the field that holds them. */
const ELEMENTS: Record<string, (value: string) => string | undefined> = {
  types: typeWord,
  countingTypes: typeWord,
  exceptForms: (form) => tMaybe(`today.form.${form}`),
  countingForms: (form) => tMaybe(`today.form.study.${form}`),
  countingAttendance: (state) => tMaybe(`life.mark.${state}`),
  committeePosts: (post) => tMaybe(`branch.post.${post}`),
  kinds: (kind) => tMaybe(`settings.kind.${kind}`),
  fields: (field) => tMaybe(`life.field.${field}`),
  frequency: (every) => tMaybe(`rules.frequency.${every}`),
};

/** Sections whose numbers are fen. */
const MONEY: ReadonlySet<string> = new Set(['usualMaximum', 'rounding']);
const yuan = (fen: unknown): string => t('packs.yuan', { amount: Number(fen) / 100 });

/** One band of a table of dues: up to which base, and what share of it. */
const bandWord = ({ upTo, rate }: Fields): string =>
  t(upTo === undefined ? 'packs.bandOpen' : 'packs.band', {
    upTo: Number(upTo) / 100,
    rate: Number(rate) / 100,
  });

function valueWord(key: string, value: unknown): string {
  if (key === 'bands' && Array.isArray(value)) return join(value.map((band) => bandWord(band as Fields)));
  if (key === 'range' && Array.isArray(value)) return value.map(yuan).join('–');
  if (value === undefined) return t('packs.none');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (isText(value)) return textOf(value);
  if (key === 'mark') return tMaybe(`governance.mark.${String(value)}`) ?? String(value);
  if (key === 'excellentShare' && Array.isArray(value)) return value.join('/');
  if (Array.isArray(value)) {
    return join(
      value.map((item: unknown) =>
        isText(item)
          ? textOf(item)
          : isObject(item)
            ? ruleWord('', String(item.id ?? ''), item)
            : (ELEMENTS[key]?.(String(item)) ?? String(item)),
      ),
    );
  }
  if (isObject(value)) {
    if (Array.isArray(value.of)) {
      const share = value.of.join('/');
      return t(value.strict ? 'packs.moreThan' : 'packs.atLeast', { share });
    }
    return join(Object.entries(value).map(([name, item]) => `${typeWord(name)} ${valueWord(name, item)}`));
  }
  if (key === 'renew') return tMaybe(`packs.value.${String(value)}`) ?? String(value);
  if (key === 'applies' || key === 'passOf') return tDynamic(`packs.value.${String(value)}`);
  return String(value);
}

/** Parts of a rule that are told otherwise, or not at all. */
const APART: ReadonlySet<string> = new Set([
  'id',
  'title',
  'wording',
  'basis',
  'confidence',
  'from',
  'earlier',
  'count',
]);

/** What a rule sets, part by part. */
export function factsOf(section: string, value: unknown): RuleFact[] {
  if (section === 'requiredFields') return [{ label: '', text: valueWord('fields', value) }];
  if (!isObject(value)) return [{ label: '', text: valueWord('', value) }];
  return Object.keys(value)
    .filter((key) => !APART.has(key) && value[key] !== undefined)
    .map((key) => ({ label: labelOf(key), text: factText(section, key, value) }));
}

const labelOf = (key: string): string => (key === 'value' ? '' : (tMaybe(`packs.fact.${key}`) ?? key));

function factText(section: string, key: string, value: Fields): string {
  if (key === 'value' && MONEY.has(section)) return yuan(value[key]);
  if (key !== 'frequency' || Array.isArray(value[key])) return valueWord(key, value[key]);
  return t('packs.times', {
    every: tDynamic(`rules.frequency.${String(value[key])}`),
    count: Number(value.count),
  });
}

/** One part of a rule that differs between two packs. */
export interface FactChange {
  label: string;
  before: string;
  after: string;
}

/** From what to what a rule changes, part by part; also the norm in words where only that differs. */
export function factChanges(section: string, before: unknown, after: unknown): FactChange[] {
  if (!isObject(before) || !isObject(after)) {
    const [from, to] = [factsOf(section, before)[0], factsOf(section, after)[0]];
    return [{ label: '', before: from?.text ?? '', after: to?.text ?? '' }];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !APART.has(key));
  const isOtherCount = before.count !== after.count;
  const changes = keys
    .filter((key) => !saySame(before[key], after[key]) || (key === 'frequency' && isOtherCount))
    .map((key) => ({
      label: labelOf(key),
      before: factText(section, key, before),
      after: factText(section, key, after),
    }));
  const named = [before.title, after.title].every(isText) && !saySame(before.title, after.title);
  if (changes.length && named)
    changes.unshift({
      label: t('packs.fact.title'),
      before: valueWord('title', before.title),
      after: valueWord('title', after.title),
    });
  if (changes.length) return changes;
  const words = (value: Fields): string => wordingOf(value) ?? ruleWord(section, '', value);
  return [{ label: '', before: words(before), after: words(after) }];
}

/** First day of a rule's edition, as it is shown: its own, if it has one. */
export const beginOf = (value: unknown): string | undefined => (isRule(value) ? value.from : undefined);
