import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { meetingTitle } from '../../lib/life/notice';
import { formatPeriod } from '../../lib/rules/periods';
import { useGroups, useMemberName } from '../ui';

/** A record of the ledger in one line: what kind it is, its title, its day, and where it is opened. */
export interface RecordLine {
  kind: string;
  title: string;
  on?: string;
  to?: string;
}

function lineOf(record: Rec, nameOf: (id: string | undefined) => string): RecordLine {
  const kind = tDynamic(`governance.kind.${record.kind}`);
  switch (record.kind) {
    case 'meeting': {
      const { fields } = record as Rec<'meeting'>;
      return {
        kind,
        title: [meetingTitle(fields), fields.group && nameOf(fields.group)].filter(Boolean).join(' · '),
        on: fields.startsAt.slice(0, 10),
        to: `/life/meeting/${record.id}`,
      };
    }
    case 'resolution': {
      const { fields } = record as Rec<'resolution'>;
      return {
        kind,
        title: fields.text,
        on: fields.doneOn ?? fields.dueOn,
        to: `/life/meeting/${fields.meeting}`,
      };
    }
    case 'reflection': {
      const { member, on, title, sharedOn } = (record as Rec<'reflection'>).fields;
      // Taken back in the meantime: nothing of it is shown.
      if (!sharedOn) return { kind, title: kind };
      return {
        kind,
        title: [nameOf(member), title].filter(Boolean).join(' · '),
        on,
        to: `/study/reflection/${record.id}`,
      };
    }
    case 'request': {
      const { subject, on, answeredOn, closedOn } = (record as Rec<'request'>).fields;
      return { kind, title: subject, on: closedOn ?? answeredOn ?? on, to: `/requests/${record.id}` };
    }
    case 'studyLog': {
      const { fields } = record as Rec<'studyLog'>;
      const to = fields.clip
        ? `/study/clip/${fields.clip}`
        : fields.meeting
          ? `/life/meeting/${fields.meeting}`
          : '/study';
      const title = t('governance.hours', { name: nameOf(fields.member), hours: fields.hours });
      return { kind, title: fields.subject ? `${title} · ${fields.subject}` : title, on: fields.on, to };
    }
    case 'clip': {
      const { fields } = record as Rec<'clip'>;
      return {
        kind,
        title: fields.title,
        on: fields.published?.slice(0, 10) ?? fields.enteredAt?.slice(0, 10),
        to: `/study/clip/${record.id}`,
      };
    }
    case 'duesHandover': {
      const { period, handedOn, publishedOn, receipt } = (record as Rec<'duesHandover'>).fields;
      return {
        kind,
        title: [formatPeriod(period, currentLanguage()), receipt].filter(Boolean).join(' · '),
        on: handedOn ?? publishedOn,
        to: `/dues?month=${period.slice(0, 4)}-12&handover=${period}`,
      };
    }
    case 'algorithmCheck': {
      const { fileName, on } = (record as Rec<'algorithmCheck'>).fields;
      return { kind, title: fileName, on, to: `/algorithm/${record.id}` };
    }
    case 'appointment': {
      const { name, position, from } = (record as Rec<'appointment'>).fields;
      return { kind, title: `${name} · ${position}`, on: from, to: `/governance/posts/entry/${record.id}` };
    }
    case 'charter': {
      const { version, adoptedOn, registeredOn } = (record as Rec<'charter'>).fields;
      return { kind, title: version, on: adoptedOn ?? registeredOn, to: `/governance/charter/${record.id}` };
    }
    case 'listedMatter': {
      const { title, from } = (record as Rec<'listedMatter'>).fields;
      return { kind, title, on: from, to: `/governance/matters/listed/${record.id}` };
    }
    case 'matter': {
      const { title, decidedOn, opinionOn } = (record as Rec<'matter'>).fields;
      return { kind, title, on: decidedOn ?? opinionOn, to: `/governance/matters/entry/${record.id}` };
    }
    case 'member':
      return { kind, title: (record as Rec<'member'>).fields.name, to: `/branch/member/${record.id}` };
    case 'branch':
      return { kind, title: (record as Rec<'branch'>).fields.name, to: '/branch' };
    default:
      return { kind, title: record.id };
  }
}

/** Puts records that are evidence, or may become it, in one line each. */
export function useRecordLine(): (record: Rec) => RecordLine {
  const memberName = useMemberName();
  const groups = useGroups();
  return (record) =>
    lineOf(record, (id) => groups.find((group) => group.id === id)?.fields.name ?? memberName(id));
}
