import { branchFacts, currentBranch } from '../branch/branch';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger } from '../ledger';
import { typesOf } from '../life/draft';
import type { RegisterRow } from '../life/register';
import { nameOfRow, type RegisterContext } from '../life/register-columns';
import { missingFields } from '../life/warnings';
import { addDays, type CivilDate, dateOf, daysBetween } from '../rules/calendar';
import { type CadenceFinding, evaluateCadence } from '../rules/cadence';
import { type Citation, type Confidence, packText, type Source } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { type DateRange, formatPeriod, parsePeriod, periodRange } from '../rules/periods';

/** What an inspector would find missing. */
export interface Gap {
  /** 缺 (its date is past), 缺项 (not known), 待办 (still in time), 未办结. */
  state: 'missing' | 'unknown' | 'due' | 'open';
  /** What is missing, in words. */
  what: string;
  /** Of which period or day. */
  when: string;
  /** What the rule says, or why it cannot be told. */
  detail: string;
  /** Document, article, issuer and year; empty for what no rule asks for. */
  basis: string;
  /** How sure the program is of the source, in words. */
  confidence: string;
  /** Activity that it is about. */
  meeting?: string;
}

/** The documents behind a rule in one line. */
export function basisText(basis: readonly Citation[], sources: Record<string, Source>): string {
  const language = currentLanguage();
  return basis
    .flatMap((citation) => {
      const source = sources[citation.source];
      if (!source) return [];
      const article = citation.article ? ` ${packText(citation.article, language)}` : '';
      const analogy = citation.analogy ? `${t('common.analogy')} ` : '';
      return [
        `${analogy}${packText(source.document, language)}${article}（${packText(source.issuer, language)}，${source.year}）`,
      ];
    })
    .join(t('exchange.sentenceJoin'));
}

const confidenceWord = (confidence: Confidence): string => tDynamic(`common.confidence.${confidence}`);

/** Everything that is missing of a period: by the rules of organisation life, and within the records. */
export async function gapsOf(
  ledger: Ledger,
  range: DateRange,
  about: { rows: readonly RegisterRow[]; context: RegisterContext; today: CivilDate },
): Promise<Gap[]> {
  return [...(await cadenceGaps(ledger, range, about.today)), ...recordGaps(about)];
}

async function cadenceGaps(ledger: Ledger, range: DateRange, today: CivilDate): Promise<Gap[]> {
  const branch = await currentBranch(ledger);
  if (!branch || range.from > today) return [];
  const pack = lifePack();
  const end = range.to < today ? range.to : today;
  const [facts, meetings] = await Promise.all([
    branchFacts(ledger, branch),
    ledger.list('meeting', { from: addDays(range.from, -400), to: addDays(end, 400) }),
  ]);
  const months = Math.ceil(daysBetween(range.from, end) / 28) + 1;
  const findings = evaluateCadence({
    pack,
    branch: facts,
    today: end,
    activities: meetings.map(({ id, fields }) => ({
      id,
      types: typesOf(fields),
      on: dateOf(fields.startsAt),
      group: fields.group,
    })),
    back: { M: months, Q: Math.ceil(months / 3), H: Math.ceil(months / 6), Y: Math.ceil(months / 12) },
  });
  return findings
    .filter(
      (finding) => finding.state === 'missing' || finding.state === 'unknown' || finding.state === 'due',
    )
    .filter((finding) => touches(finding, range))
    .map((finding) => gapOf(finding, pack.sources));
}

/** A rule's period has to lie in the asked days; the end of a term is of whenever somebody looks. */
function touches({ period }: CadenceFinding, range: DateRange): boolean {
  const own = parsePeriod(period) && periodRange(period);
  return own ? own.from <= range.to && own.to >= range.from : true;
}

function gapOf(finding: CadenceFinding, sources: Record<string, Source>): Gap {
  const language = currentLanguage();
  const title = packText(finding.title, language);
  const wording = finding.wording ? packText(finding.wording, language) : '';
  const why = finding.why ? t(`rules.why.${finding.why}`) : '';
  return {
    state: finding.state as Gap['state'],
    what: finding.group ? t('exchange.nameReason', { name: title, reason: finding.group.name }) : title,
    when: parsePeriod(finding.period) ? formatPeriod(finding.period, language) : finding.period,
    detail: [why, wording].filter(Boolean).join(t('exchange.sentenceJoin')),
    basis: basisText(finding.basis, sources),
    confidence: confidenceWord(finding.confidence),
  };
}

function recordGaps({
  rows,
  context,
  today,
}: {
  rows: readonly RegisterRow[];
  context: RegisterContext;
  today: CivilDate;
}): Gap[] {
  const gaps: Gap[] = [];
  for (const row of rows) {
    if (row.planned) continue;
    const add = (state: Gap['state'], detail: string): void => {
      gaps.push({
        state,
        what: nameOfRow(row, context),
        when: row.date,
        detail,
        basis: '',
        confidence: '',
        meeting: row.id,
      });
    };
    const fields = missingFields(row.meeting.fields, context.pack, false);
    if (fields.length) {
      const list = fields.map((field) => tDynamic(`life.field.${field}`)).join(t('exchange.listJoin'));
      add('unknown', t('papers.gap.fields', { list }));
    }
    const { by, known } = row.attendance;
    if (known.attended !== undefined && by.unmarked.length) {
      add('unknown', t('papers.gap.unmarked', { count: by.unmarked.length }));
    }
    for (const { fields: item } of row.resolutions) {
      if (item.state !== 'open' || !item.dueOn || item.dueOn >= today) continue;
      add('open', t('papers.gap.resolution', { text: item.text, due: item.dueOn }));
    }
  }
  return gaps;
}

/** A state in words. */
export const gapWord = (state: Gap['state']): string => tDynamic(`papers.gap.state.${state}`);
