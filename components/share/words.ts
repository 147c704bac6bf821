import type { PersonStanding } from '../../lib/sync';
import { invitations } from '../../lib/sync';
import { useShares } from './space';
import { localDate, localTime, nowMilliseconds, useLedger, useLive, useMembers } from '../ui';

/** A moment as a list has room for it: the time alone today, without the year in this year. It never breaks in two. */
export function shortWhen(milliseconds: number): string {
  const [day, today] = [localDate(milliseconds), localDate(nowMilliseconds())];
  const time = localTime(milliseconds);
  if (day === today) return time;
  const shown = day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
  return `${shown.replaceAll('-', '-\u2060')}\u00a0${time}`;
}

/**
 * Names of persons of a space: from the roster; of somebody who stands on none, as it was written down when they were let
 * in, as the invitation that was made on this device has it, or as this person gave it; else the short name.
 */
export function usePersonName(): (person: Pick<PersonStanding, 'member' | 'owner'>) => string {
  const ledger = useLedger();
  const members = useMembers();
  const given = useLive(() => invitations(ledger), []);
  const shares = useShares();
  const colleagues = useLive(() => ledger.list('colleague'), []);
  return ({ member, owner }) =>
    members.find(({ id }) => id === member)?.fields.name ??
    colleagues?.find(({ id }) => id === member)?.fields.name ??
    given?.find((one) => one.member === member || one.askedAs === member)?.name ??
    shares?.find((share) => share.member === member && share.myName)?.myName ??
    owner;
}

/** Short name of whoever a chain is of (`<owner>-<device>`). */
export const ownerOf = (d: string): string => d.slice(0, d.lastIndexOf('-'));
