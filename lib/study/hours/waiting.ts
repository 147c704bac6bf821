import { postsOn, wholeRoster } from '../../branch/terms';
import { t, currentLanguage } from '../../i18n';
import type { Ledger, Rec } from '../../ledger';
import { activityName } from '../activity-name';
import { dateOf, formatDay } from '../../rules/calendar';
import { earnsHours, studiedOn } from '../../rules/hours';
import { lifePack } from '../../rules/packs';
import { sharedReflections } from '../reflections/reflections';
import { waitingStudy } from './study-logs';

/** A declaration that waits, with what has to be known before it is confirmed. */
export interface WaitingLine {
  log: Rec<'studyLog'>;
  /** What was studied. */
  title: string;
  /** Route of the material or activity. */
  to?: string;
  /** An activity that studied the same, and what confirming then means. */
  beside?: string;
  /** Route of a reflection about the same that the member shares. */
  reflection?: string;
}

/**
 * Members of the committee besides me who may be asked to confirm what I declared myself, by name. A declaration is
 * confirmed by a person, and another one sees more than its author.
 */
export async function othersToConfirm(ledger: Ledger, today: string): Promise<string[]> {
  const roster = await wholeRoster(ledger);
  return roster
    .filter(
      (one) =>
        one.id !== ledger.me?.member &&
        !one.fields.leftOn &&
        postsOn(one, today).some((post) => post !== 'groupLeader'),
    )
    .map(({ fields }) => fields.name);
}

/** Declarations that wait for a person, oldest first, with the activities that studied the same. */
export async function waitingLines(ledger: Ledger): Promise<WaitingLine[]> {
  const logs = await waitingStudy(ledger);
  const unique = (key: 'clip' | 'meeting') => [...new Set(logs.flatMap(({ fields }) => fields[key] ?? []))];
  const [clips, tied, studied, reflections] = await Promise.all([
    ledger.getMany('clip', unique('clip')),
    ledger.getMany('meeting', unique('meeting')),
    Promise.all(unique('clip').map((clip) => ledger.linked(clip, 'meeting'))),
    sharedReflections(ledger),
  ]);
  const clipById = new Map(clips.map((clip) => [clip.id, clip]));
  const meetings = new Map([...tied, ...studied.flat()].map((meeting) => [meeting.id, meeting]));
  const pack = lifePack();
  return logs.map((log): WaitingLine => {
    const { clip, meeting, member, subject, form } = log.fields;
    const material = clip ? clipById.get(clip) : undefined;
    const own = meeting ? meetings.get(meeting) : undefined;
    const attended = [...meetings.values()].filter(({ fields }) => earnsHours(pack, fields, member));
    const same = pack.study.countingForms.includes(form)
      ? attended.find((one) => one.id === meeting || studiedOn(one.fields, log.fields))
      : undefined;
    const other =
      same ??
      attended.find(
        ({ fields }) => clip && Object.values(fields.agenda ?? {}).some((item) => item.clip === clip),
      );
    const when = other && {
      on: formatDay(dateOf(other.fields.startsAt), currentLanguage()),
      name: activityName(other.fields),
    };
    const written = reflections.find(
      ({ fields }) =>
        fields.member === member &&
        ((clip && fields.clip === clip) || (meeting && fields.meeting === meeting)),
    );
    return {
      log,
      title: material?.fields.title ?? subject ?? (own ? activityName(own.fields) : t('hours.gone')),
      to: material ? `/study/clip/${material.id}` : own ? `/life/meeting/${own.id}` : undefined,
      ...(written ? { reflection: `/study/reflection/${written.id}` } : {}),
      ...(when ? { beside: t(same ? 'hours.sameMeeting' : 'hours.otherMeeting', when) } : {}),
    };
  });
}
