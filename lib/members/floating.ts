import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Rec,
  remove,
  replace,
  type Seen,
  seenOf,
  type Write,
} from '../ledger';
import { normalizeName } from '../branch/member-name';
import { Fault } from '../records/fault';
import { addMonths, daysBetween } from '../rules/calendar';
import type { LifePack } from '../rules/pack';

export type Floating = Rec<'floatingRecord'>;

/** Days without contact after which the program asks for one. Its own suggestion; no rule sets a number. */
export const CONTACT_DAYS = 30;

/** Texts of the form; '' = not known. */
export const FLOATING_TEXTS = [
  'region',
  'since',
  'reason',
  'certificate',
  'organization',
  'reportedOn',
  'returnedOn',
  'phone',
  'note',
] as const;

export interface FloatingForm extends Record<(typeof FLOATING_TEXTS)[number], string> {
  direction: 'out' | 'in';
  member: string;
  name: string;
  liaison: string;
  /** The record as the form was opened on it. */
  base?: Seen;
}

/** The form of a record, or an empty one; `given` fills in what is known already. */
export function floatingForm(
  record: Floating | undefined,
  direction: 'out' | 'in',
  given: Partial<FloatingForm> = {},
): FloatingForm {
  const fields = record?.fields;
  const texts = Object.fromEntries(FLOATING_TEXTS.map((name) => [name, fields?.[name] ?? '']));
  return {
    ...(texts as Record<(typeof FLOATING_TEXTS)[number], string>),
    direction: fields?.direction ?? direction,
    member: fields?.member ?? '',
    name: fields?.name ?? '',
    liaison: fields?.liaison ?? '',
    ...(record ? { base: seenOf(record) } : given),
  };
}

/** The last contact; undefined when none was noted. */
export const lastContact = (record: Floating): string | undefined =>
  Object.values(record.fields.contacts ?? {})
    .map(({ on }) => on)
    .sort()
    .at(-1);

/** How a record stands today: days since the last contact (or since leaving), and whether one is overdue. */
export function contactState(
  record: Floating,
  today: string,
): { last?: string; days: number; overdue: boolean } {
  const last = lastContact(record);
  const days = Math.max(0, daysBetween(last ?? record.fields.since, today));
  return { last, days, overdue: !record.fields.returnedOn && days > CONTACT_DAYS };
}

/** First day from which somebody away counts as a mobile member (连续六个月以上). */
export const mobileFrom = (record: Floating, pack: LifePack): string =>
  addMonths(record.fields.since, pack.thresholds.mobileMonths.value);

/**
 * Saves a record. For a member of this branch the roster's own mark and direction follow in the same commit: set
 * while away, gone on return. Throws E143 (nobody), E144 (no day of leaving), E145 (back before leaving), E146 (away
 * already by another open record).
 */
export async function saveFloating(
  ledger: Ledger,
  record: Floating | undefined,
  form: FloatingForm,
  options: { draft?: string } = {},
): Promise<CommitResult & { id: string }> {
  const name = normalizeName(form.name);
  const isOut = form.direction === 'out';
  const member = isOut && form.member ? await ledger.get('member', form.member) : undefined;
  if (isOut ? !member : !name) throw new Fault('E143');
  if (!/^\d{4}-\d\d-\d\d$/.test(form.since)) throw new Fault('E144');
  if (form.returnedOn && form.returnedOn < form.since) throw new Fault('E145');
  const others = member ? await ledger.linked(member.id, 'floatingRecord') : [];
  const awayByAnother = others.some(
    ({ id, fields }) => id !== record?.id && fields.direction === 'out' && !fields.returnedOn,
  );
  if (awayByAnother && !form.returnedOn) throw new Fault('E146');
  const seen = record && asSeen(record, form.base);
  const texts = Object.fromEntries(FLOATING_TEXTS.map((field) => [field, form[field].trim() || undefined]));
  const fields = {
    ...seen?.fields,
    ...texts,
    since: form.since,
    direction: form.direction,
    member: isOut ? form.member : undefined,
    name: isOut ? undefined : name,
    liaison: form.liaison.trim() || undefined,
  };
  const id = record?.id ?? newId();
  const write = seen ? replace(seen, fields) : create('floatingRecord', fields, id);
  const writes: Write[] = [write];
  // A journey that ended says nothing of somebody who is away again.
  if (member && !awayByAnother) writes.push(...markOf(member, form.returnedOn, form.region));
  const label = record ? 'floatingSave' : 'floatingAdd';
  const result = await ledger.commit(writes, { label, ...options });
  return { ...result, id };
}

/** The roster's mark of a member, as the record has it. */
function markOf(member: Rec<'member'>, returnedOn: string, region: string): Write[] {
  const isAway = !returnedOn;
  return [
    change(member, {
      mobile: isAway ? true : null,
      mobileTo: isAway ? region.trim() || member.fields.mobileTo || null : null,
    }),
  ];
}

/** Notes a contact of a day: the one tap. */
export const noteContact = (ledger: Ledger, record: Floating, on: string): Promise<CommitResult> =>
  ledger.commit(
    [change(record, { contacts: { [newId()]: { on, ...(ledger.me ? { by: ledger.me.member } : {}) } } })],
    { label: 'floatingContact' },
  );

/** Puts a record that was made by mistake in the trash. */
export const removeFloating = (ledger: Ledger, record: Floating): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'floatingRemove' });

/** All records: those who are away or here first, each by the day of leaving, latest first. */
export async function listFloating(ledger: Ledger): Promise<Floating[]> {
  const records = await ledger.list('floatingRecord', { reverse: true });
  return records.sort((a, b) => Number(Boolean(a.fields.returnedOn)) - Number(Boolean(b.fields.returnedOn)));
}

/** Members whom the roster marks as mobile and of whom no open record tells where they are. */
export const markedOnly = (
  members: readonly Rec<'member'>[],
  records: readonly Floating[],
): Rec<'member'>[] =>
  members.filter(
    (member) =>
      member.fields.mobile &&
      !member.fields.leftOn &&
      !records.some(({ fields }) => fields.member === member.id && !fields.returnedOn),
  );
