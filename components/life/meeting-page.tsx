import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Ledger, Rec } from '../../lib/ledger';
import { agendaOf, ballotsOf, resolutionsOf, typesOf } from '../../lib/life/draft';
import { chainsOf } from '../../lib/life/matters';
import { checkContext, removeMeeting } from '../../lib/life/meetings';
import { meetingTitle } from '../../lib/life/notice';
import { checkMeeting, isPlanned, lateDays, type MeetingWarning } from '../../lib/life/warnings';
import { readyNotice } from '../../lib/notice/compose';
import { sentNotices } from '../../lib/notice/sent';
import { Fault } from '../../lib/records/fault';
import { dateOf } from '../../lib/rules/calendar';
import {
  Button,
  confirmDialog,
  FaultNote,
  IconButton,
  Link,
  navigate,
  Note,
  NotYet,
  Page,
  Pill,
  shownText,
  toast,
  toastFault,
  useBranch,
  useGroups,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useNow,
  usePack,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { ProvesItems } from '../governance/proves-items';
import { ReflectionLinks } from '../study/reflection-links';
import { MeetingForms } from '../papers/meeting-forms';
import { Undiscussed } from './form-matters';
import { MeetingAttendance } from './meeting-attendance';
import { MeetingBallots } from './meeting-ballots';
import { MeetingHistory } from './meeting-history';
import { MeetingMinutes } from './meeting-minutes';
import { MeetingOutward } from './meeting-outward';
import { CheckedOff, MeetingResolutions } from './meeting-resolutions';
import { MeetingTypes } from './meeting-types';
import { RecordsBasis } from './records-basis';
import { MeetingAgenda, MeetingFacts, MeetingFiles } from './meeting-facts';
import { exportMeetingDocx, printMeeting } from './register-actions';
import { handFiles, useFilesAnywhere } from './use-files-anywhere';
import { warningText } from './words';

/** Everything the page shows of one activity. */
async function load(ledger: Ledger, id: string) {
  const meeting = await ledger.get('meeting', id);
  if (!meeting) return { meeting: undefined };
  const clipIds = agendaOf(meeting.fields).flatMap((item) => item.clip ?? []);
  const day = dateOf(meeting.fields.startsAt);
  const [minutes, rough, clips, resolutions, sameDay, linked] = await Promise.all([
    shownText(ledger, meeting.fields.minutes),
    shownText(ledger, meeting.fields.roughNotes),
    ledger.getMany('clip', clipIds),
    resolutionsOf(ledger, id),
    ledger.list('meeting', { from: day, to: day }),
    ledger.linked(id, 'resolution'),
  ]);
  return {
    meeting,
    minutes,
    rough,
    chains: await chainsOf(ledger, meeting, resolutions),
    checkedOff: linked.filter(({ fields }) => fields.doneIn === id && fields.meeting !== id),
    clips: new Map(clips.map((clip) => [clip.id, clip])),
    resolutions,
    others: sameDay.filter((other) => other.id !== id),
  };
}

/** The record of an activity: what was entered, when, and every use that is made of it. */
export function MeetingPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const found = useLive(() => load(ledger, id), [id]);
  if (!found)
    return (
      <Page title={t('life.record')} back="/life">
        {t('common.loading')}
      </Page>
    );
  if (!found.meeting) {
    return (
      <Page title={t('life.record')} back="/life">
        <FaultNote fault={new Fault('E703')} />
        <p>
          <Link to="/settings/trash">{t('life.toTrash')}</Link>
        </p>
      </Page>
    );
  }
  return <Record {...found} />;
}

type Found = Extract<Awaited<ReturnType<typeof load>>, { meeting: Rec<'meeting'> }>;

function Record({ meeting, minutes, rough, clips, resolutions, others, chains, checkedOff }: Found) {
  const ledger = useLedger();
  const roster = useMembers();
  const groups = useGroups();
  const branch = useBranch();
  const nameOf = useMemberName();
  const today = useToday();
  useNow();
  const [busy, setBusy] = useState('');
  useFilesAnywhere((files) => {
    handFiles(files);
    navigate(`/life/meeting/${meeting.id}/edit`);
  });
  const { id, fields } = meeting;
  const pack = usePack(dateOf(fields.startsAt));
  const context = { ...checkContext(ledger, roster, pack), enteredAt: fields.enteredAt };
  const warnings = checkMeeting(fields, context, others);
  const planned = isPlanned(fields, context.now, context.offsetMinutes);
  const late = lateDays(fields, pack, context.offsetMinutes);
  const groupName = groups.find((group) => group.id === fields.group)?.fields.name;

  const run = async (name: string, work: () => Promise<void>) => {
    setBusy(name);
    try {
      await work();
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy('');
    }
  };
  const copyNotice = () =>
    run('notice', async () => {
      const { kind, text } = await readyNotice(ledger, fields, {
        branch: branch?.fields.name ?? '',
        roster,
        pack,
        nameOf,
        groupName,
        resolutions,
        sent: await sentNotices(ledger, id),
      });
      await navigator.clipboard.writeText(text);
      const edit = () => navigate(`/life/meeting/${id}/notice?kind=${kind}`);
      toast(t('notice.copiedNow'), { action: { label: t('notice.editIt'), run: edit } });
    });
  const erase = () =>
    run('delete', async () => {
      const yes = await confirmDialog({
        title: t('life.deleteTitle', { title: meetingTitle(fields) }),
        body: t('life.deleteBody', { count: resolutions.length }),
        confirm: t('common.delete'),
        danger: true,
      });
      if (!yes) return;
      const n = await removeMeeting(ledger, id);
      const undo = async () => {
        if (n === undefined) return;
        await ledger.undo(n);
        navigate(`/life/meeting/${id}`);
      };
      navigate('/life', { replace: true });
      toast(t('life.deleted'), { action: { label: t('common.undo'), run: undo } });
    });

  return (
    <Page
      title={meetingTitle(fields)}
      back="/life"
      state={
        planned ? (
          <Pill tone="info">{t('life.planned')}</Pill>
        ) : (
          late !== undefined && <Pill tone="due">{t('life.late')}</Pill>
        )
      }
      actions={
        <IconButton
          icon="trash"
          label={t('common.delete')}
          disabled={busy !== ''}
          onClick={() => void erase()}
        />
      }
      foot={
        <>
          <Button busy={busy === 'notice'} onClick={() => void copyNotice()}>
            {t('life.notice')}
          </Button>
          <Button
            busy={busy === 'docx'}
            action="export-docx"
            onClick={() => void run('docx', () => exportMeetingDocx(ledger, id))}
          >
            {t('life.exportWord')}
          </Button>
          <Button busy={busy === 'print'} onClick={() => void run('print', async () => printMeeting(id))}>
            {t('life.print')}
          </Button>
          <Button kind="primary" onClick={() => navigate(`/life/meeting/${id}/edit`)}>
            {planned ? t('life.startRecord') : t('common.edit')}
          </Button>
        </>
      }
    >
      <ConflictNote id={[id, ...resolutions.map((item) => item.id)]} />
      <MeetingFacts meeting={meeting} groupName={groupName} />
      <Gaps warnings={warnings} id={id} />
      <MeetingAgenda meeting={meeting} clips={clips} chains={chains} />
      <Undiscussed value={undiscussedOf(meeting, resolutions)} />
      <MeetingAttendance
        meeting={meeting}
        planned={planned}
        vote={warnings.find((item) => item.code === 'quorum')}
      />
      <NotYet
        of={[
          meeting.fields.minutes,
          meeting.fields.roughNotes,
          meeting.fields.priorStudy,
          meeting.fields.criticism,
        ]}
      />
      {(minutes || !planned) && <MeetingMinutes meeting={meeting} minutes={minutes} rough={rough} />}
      <MeetingBallots meeting={meeting} />
      <MeetingResolutions resolutions={resolutions} today={today} chains={chains} rough={rough} here={id} />
      <CheckedOff resolutions={checkedOff} />
      <MeetingTypes meeting={meeting} planned={planned} />
      <MeetingFiles meeting={meeting} />
      {!planned && <MeetingForms meeting={meeting} />}
      <MeetingOutward meeting={meeting} />
      {!planned && <ProvesItems record={meeting} />}
      {!planned && <ReflectionLinks about={id} as="meeting" />}
      <MeetingHistory ids={[id, ...resolutions.map((item) => item.id)]} />
    </Page>
  );
}

/** A stored activity as the check for the committee's discussion sees it. */
const undiscussedOf = (meeting: Rec<'meeting'>, resolutions: readonly Rec<'resolution'>[]) => ({
  types: typesOf(meeting.fields),
  date: dateOf(meeting.fields.startsAt),
  agenda: agendaOf(meeting.fields),
  ballots: ballotsOf(meeting.fields),
  resolutions: resolutions.map(({ id, fields: { text, item, from } }) => ({
    id,
    text,
    item,
    from,
    owner: '',
    dueOn: '',
  })),
});

/** What the rules notice, with the way to mend it. The vote has its place under attendance. */
function Gaps({ warnings, id }: { warnings: readonly MeetingWarning[]; id: string }) {
  const nameOf = useMemberName();
  const shown = warnings.filter((warning) => warning.code !== 'quorum' && warning.code !== 'planned');
  if (!shown.length) return null;
  return (
    <div class="space-y-1.5">
      {shown.map((warning) => {
        const { text, tone } = warningText(warning, nameOf);
        return (
          <Note key={warning.code} tone={tone}>
            {text}{' '}
            {warning.code === 'sameDay' ? (
              <Link class="underline" to={`/life/meeting/${warning.meeting}`}>
                {t('common.open')}
              </Link>
            ) : (
              warning.code !== 'late' && (
                <Link class="underline" to={`/life/meeting/${id}/edit`}>
                  {t('life.fillIn')}
                </Link>
              )
            )}
            {warning.code === 'missing' && <RecordsBasis />}
          </Note>
        );
      })}
    </div>
  );
}
