import { rosterAt } from '../branch/members';
import { wholeRoster } from '../branch/terms';
import { duesSheets } from '../dues/register-sheets';
import type { SheetModel } from '../exchange/sheet-write';
import { currentLanguage, t } from '../i18n';
import type { Ledger } from '../ledger';
import { appraisalSheet } from '../life/appraisal-sheet';
import type { RegisterRow } from '../life/register';
import { registerContext } from '../life/register-columns';
import { sheetsFor } from '../life/register-export';
import { rosterSheet } from '../life/register-roster';
import { talkSheets } from '../life/talk-register';
import { memberSheet } from '../members/export';
import type { Appraisal } from '../records';
import type { CivilDate } from '../rules/calendar';
import { lifePack } from '../rules/packs';
import { formatPeriod, parsePeriod, type PeriodKey } from '../rules/periods';
import { requestSheet } from '../requests/request-sheet';
import { awardSheet } from '../yearly/honours';
import { rectificationSheet } from '../governance/rectification-register';
import { mayReadAppraisal, type Reader } from './reader';
import { studySheet } from './register-study';

/** What the folder is made of and for whom. */
export interface InspectionQuery {
  period: PeriodKey;
  today: CivilDate;
  /** Milliseconds. */
  now: number;
  appVersion: string;
  /** For whom it is made: of what only the secretary keeps, others find their own. */
  reader: Reader;
  /** With the attached files of activities, admission, dues and the checklist. Default true. */
  withFiles?: boolean;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/** The registers of the folder, each with its sheets; one without a line is left out. */
export async function registerFiles(
  ledger: Ledger,
  query: InspectionQuery,
  about: {
    range: { from: CivilDate; to: CivilDate };
    rows: readonly RegisterRow[];
    branch: string;
    words: string;
  },
): Promise<{ title: string; sheets: SheetModel[] }[]> {
  const { today, signal } = query;
  const { range, branch, words } = about;
  const pack = lifePack();
  const year = parsePeriod(query.period)?.year ?? Number(today.slice(0, 4));
  const head = { branch, period: words, asOf: today };
  const day = range.to < today ? range.to : today;
  const yearHead = { ...head, period: formatPeriod(String(year), currentLanguage()) };
  const common = { ...range, year, today, pack, signal };
  const [members, groups, branches] = await Promise.all([
    wholeRoster(ledger),
    ledger.list('partyGroup'),
    ledger.list('branch', { limit: 1 }),
  ]);
  const offsetMinutes = -new Date(query.now).getTimezoneOffset();
  const talks = await talkSheets(ledger, {
    year: String(year),
    today,
    pack,
    branch,
    me: '',
    content: false,
    offsetMinutes,
  });
  const affairs = { year: String(year), range, period: words, today, branch, offsetMinutes };
  const list = [
    {
      title: t('exchange.register.meetings'),
      sheets: await sheetsFor(ledger, { ...common, view: 'meetings', rows: about.rows, head }),
    },
    {
      title: t('exchange.register.stats'),
      sheets: await sheetsFor(ledger, { ...common, view: 'stats', head: yearHead }),
    },
    {
      title: t('exchange.register.roster'),
      sheets: [rosterSheet(rosterAt(members, day), branches[0], groups, { today: day })],
    },
    { title: t('papers.hb.study'), sheets: [await studySheet(ledger, { ...range, head })] },
    { title: t('papers.hb.talks'), sheets: talks.slice(0, 1) },
    { title: t('papers.hb.development'), sheets: [await memberSheet(ledger, 'development', today)] },
    { title: t('papers.hb.mobile'), sheets: [await memberSheet(ledger, 'floating', today)] },
    { title: t('members.term.title'), sheets: [await memberSheet(ledger, 'terms', today)] },
    { title: t('papers.hb.appraisals'), sheets: await appraisals(ledger, query, String(year), branch) },
    { title: t('affairs.rectify.register'), sheets: [await rectificationSheet(ledger, affairs)] },
    { title: t('affairs.request.register'), sheets: [await requestSheet(ledger, affairs)] },
    // Without penalties: whoever gets the folder gets all of it.
    { title: t('affairs.honour.awards'), sheets: [await awardSheet(ledger, affairs)] },
    { title: t('dues.register'), sheets: await duesRegister(ledger, year, today, branch) },
  ];
  // A register without a line says nothing that the list of gaps does not say.
  return list.filter(({ sheets }) => sheets.some(({ rows }) => rows.length));
}

/** 民主评议登记表; nothing where nobody was evaluated: a form with every name and no grade proves nothing. */
async function appraisals(
  ledger: Ledger,
  { today, reader }: Pick<InspectionQuery, 'today' | 'reader'>,
  year: string,
  branch: string,
): Promise<SheetModel[]> {
  const held = await ledger.countLinked(`appraisal:${year}`);
  if (!held) return [];
  const mayRead =
    reader.role === 'secretary' ? undefined : (fields: Appraisal) => mayReadAppraisal(reader, fields);
  return [await appraisalSheet(ledger, { year, today, branch, mayRead })];
}

/** 党费台账; nothing where no dues of the year were entered. */
async function duesRegister(
  ledger: Ledger,
  year: number,
  today: CivilDate,
  branch: string,
): Promise<SheetModel[]> {
  const paid = await ledger.count('duesRecord', { from: `${year}-01`, to: `${year}-12` });
  if (!paid) return [];
  const { nameOf } = await registerContext(ledger, lifePack());
  return duesSheets(ledger, year, { branch, today, nameOf });
}
