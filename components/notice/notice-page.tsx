import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { agendaOf, resolutionsOf } from '../../lib/life/draft';
import { checkContext } from '../../lib/life/meetings';
import { meetingTitle } from '../../lib/life/notice';
import { meetingSummary } from '../../lib/life/summary';
import { isPlanned } from '../../lib/life/warnings';
import { noticeChoices } from '../../lib/notice/choices';
import { nextNotice, sentNotices } from '../../lib/notice/sent';
import { noticeValues } from '../../lib/notice/values';
import { Fault } from '../../lib/records/fault';
import { NOTICE_KINDS, type NoticeKind } from '../../lib/records/outward';
import { lifePack } from '../../lib/rules/packs';
import {
  FaultNote,
  navigate,
  Page,
  Segments,
  useBranch,
  useGroups,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useNow,
  useQuery,
} from '../ui';
import { NoticeEditor } from './notice-editor';

async function load(ledger: Ledger, id: string) {
  const meeting = await ledger.get('meeting', id);
  if (!meeting) return { meeting: undefined };
  const clipIds = agendaOf(meeting.fields).flatMap((item) => item.clip ?? []);
  const [clips, resolutions, sent, choices] = await Promise.all([
    ledger.getMany('clip', clipIds),
    resolutionsOf(ledger, id),
    sentNotices(ledger, id),
    noticeChoices(ledger),
  ]);
  return { meeting, clips: new Map(clips.map((clip) => [clip.id, clip])), resolutions, sent, choices };
}

/** 写通知: one text for the group chat of an activity, in the format of the chat, to copy or to post. */
export function NoticePage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const roster = useMembers();
  const groups = useGroups();
  const branch = useBranch();
  const nameOf = useMemberName();
  const query = useQuery();
  useNow();
  const id = params.id ?? '';
  const found = useLive(() => load(ledger, id), [id]);
  const back = `/life/meeting/${id}`;
  if (!found) {
    return (
      <Page title={t('notice.title')} back={back}>
        {t('common.loading')}
      </Page>
    );
  }
  if (!found.meeting) {
    return (
      <Page title={t('notice.title')} back="/life">
        <FaultNote fault={new Fault('E703')} />
      </Page>
    );
  }
  const { fields } = found.meeting;
  const pack = lifePack();
  const context = checkContext(ledger, roster, pack);
  const planned = isPlanned(fields, context.now, context.offsetMinutes);
  const unanswered = meetingSummary(fields, roster, pack).by.unmarked.length;
  const asked = NOTICE_KINDS.find((known) => known === query.get('kind'));
  const kind = asked ?? nextNotice({ planned, sent: found.sent.map((note) => note.fields), unanswered });
  const values = noticeValues({
    fields,
    branch: branch?.fields.name ?? '',
    roster,
    pack,
    nameOf,
    groupName: groups.find((group) => group.id === fields.group)?.fields.name,
    clips: found.clips,
    resolutions: found.resolutions,
  });
  return (
    <NoticeEditor
      key={kind}
      meeting={found.meeting}
      kind={kind}
      values={values}
      choices={found.choices}
      sent={found.sent}
      title={meetingTitle(fields)}
      kinds={
        <Segments
          label={t('notice.kind')}
          options={NOTICE_KINDS.map((value) => ({ value, label: t(`notice.kind.${value}`) }))}
          value={kind}
          onChange={(next: NoticeKind) => navigate(`${back}/notice?kind=${next}`, { replace: true })}
        />
      }
    />
  );
}
