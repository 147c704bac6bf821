import type { ComponentChildren } from 'preact';
import { t } from '../../lib/i18n';
import { meetingTitle } from '../../lib/life/notice';
import { occasionText, relationText } from '../../lib/life/talk-register';
import { mayReadTalk, removeTalk } from '../../lib/life/talks';
import { entryDateOf } from '../../lib/life/warnings';
import { Fault } from '../../lib/records/fault';
import { lifePack } from '../../lib/rules/packs';
import {
  Button,
  Card,
  confirmDialog,
  FaultNote,
  IconButton,
  Link,
  MemberName,
  navigate,
  Note,
  NotYet,
  Page,
  Section,
  shownText,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useScope,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { MeetingHistory } from './meeting-history';
import { PersonLink } from './person-link';
import { undoToast } from './undo-toast';

/** One 谈心谈话. What was said is shown to the two, to whoever entered it, or to all when it was left open. */
export function TalkPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const { me } = useScope();
  const roster = useMembers();
  const nameOf = useMemberName();
  const id = params.id ?? '';
  const found = useLive(async () => {
    const talk = await ledger.get('talk', id);
    if (!talk) return { talk: undefined };
    const { content, problems, measures, meeting } = talk.fields;
    const texts = await Promise.all([content, problems, measures].map((text) => shownText(ledger, text)));
    return { talk, texts, meeting: meeting ? await ledger.get('meeting', meeting) : undefined };
  }, [id]);
  if (!found?.talk)
    return (
      <Page title={t('talk.title')} back="/life/talks">
        {found ? <FaultNote fault={new Fault('E263')} /> : t('common.loading')}
      </Page>
    );
  const { talk, texts = [], meeting } = found;
  const { fields } = talk;
  const readable = mayReadTalk(fields, me);
  const rows: [string, ComponentChildren][] = [
    [t('talk.on'), fields.on],
    [t('talk.talker'), <PersonLink key="talker" id={fields.talker} />],
    [t('talk.partner'), <PersonLink key="partner" id={fields.partner} />],
    [t('talk.relation'), relationText(lifePack(), roster, fields)],
    [t('talk.occasion'), occasionText(fields)],
    [
      t('talk.meeting'),
      meeting && <Link to={`/life/meeting/${meeting.id}`}>{meetingTitle(meeting.fields)}</Link>,
    ],
    [
      t('life.entered'),
      fields.enteredAt && (
        <>
          {entryDateOf(fields.enteredAt)}
          {fields.enteredBy && ' · '}
          <MemberName id={fields.enteredBy} />
        </>
      ),
    ],
  ];
  const erase = async () => {
    const yes = await confirmDialog({
      title: t('talk.removeTitle'),
      body: t('talk.removeBody'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (!yes) return;
    try {
      const n = await removeTalk(ledger, id);
      navigate('/life/talks', { replace: true });
      undoToast(ledger, t('talk.removed'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const said: [string, string | undefined][] = [
    [t('talk.content'), texts[0]],
    [t('talk.problems'), texts[1]],
    [t('talk.measures'), texts[2]],
  ];
  const written = said.filter(([, text]) => text);
  return (
    <Page
      title={`${nameOf(fields.talker)}—${nameOf(fields.partner)}`}
      remark={t('talk.title')}
      back="/life/talks"
      actions={<IconButton icon="trash" label={t('common.delete')} onClick={() => void erase()} />}
      foot={
        readable && (
          <Button kind="primary" onClick={() => navigate(`/life/talk/${id}/edit`)}>
            {t('common.edit')}
          </Button>
        )
      }
    >
      {readable && <ConflictNote id={id} />}
      {readable && <NotYet of={fields} />}
      <Card pad>
        <dl class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          {rows
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label} class="contents">
                <dt class="text-meta text-ink-3 pt-px">{label}</dt>
                <dd class="min-w-0 break-words">{value}</dd>
              </div>
            ))}
        </dl>
      </Card>
      <Section title={t('talk.said')}>
        {readable && written.length > 0 && (
          <Card pad>
            {written.map(([label, text]) => (
              <div key={label}>
                <h3 class="text-meta text-ink-3">{label}</h3>
                <p class="break-words whitespace-pre-wrap">{text}</p>
              </div>
            ))}
          </Card>
        )}
        {readable && !written.length && <p class="text-ink-2">{t('talk.notWritten')}</p>}
        <Note tone="info">
          {t(!readable ? 'talk.hiddenWhy' : fields.open ? 'talk.isOpen' : 'talk.private')}
        </Note>
      </Section>
      {readable && <MeetingHistory ids={[id]} />}
    </Page>
  );
}
