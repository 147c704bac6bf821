import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, Fault } from '../../lib/records/fault';
import { formatDate } from '../../lib/rules/calendar';
import { aboutWords } from '../../lib/study/reflections/reflection-paper';
import {
  activitiesFor,
  mayReadReflection,
  removeReflection,
  shareReflection,
  takeBackReflection,
  tieReflection,
} from '../../lib/study/reflections/reflections';
import { activityName } from '../../lib/study/activity-name';
import {
  Button,
  Card,
  confirmDialog,
  FaultNote,
  IconButton,
  isNotYet,
  Link,
  navigate,
  Note,
  NotYet,
  Page,
  Pill,
  SelectField,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { toastUndo } from '../ui/toast-undo';
import { AsEvidence } from './as-evidence';
import { PaperBar } from './paper-bar';
import { ReflectionForm } from './reflection-form';

/** One 学习心得: read by its author, and by others while it is shared; written at `new` and with `?edit=1`. */
export function ReflectionPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const { me } = useScope();
  const editing = useQuery().get('edit') === '1';
  const id = params.id ?? '';
  const found = useLive(async () => {
    const record = id === 'new' ? undefined : await ledger.get('reflection', id);
    // Nobody else learns more of a private one than that there is nothing to read.
    if (!record || !mayReadReflection(record.fields, me)) return { record: undefined, text: '', about: {} };
    return {
      record,
      // A text whose bytes are missing is said to be so; it leaves no empty page.
      text: await ledger.text(record.fields.text).catch(asFault),
      about: await aboutWords(ledger, record.fields),
    };
  }, [id, me]);
  if (id === 'new') return <ReflectionForm key={me} record={undefined} />;
  if (!found) return null;
  const { record, text, about } = found;
  if (!record) {
    return (
      <Page title={t('reflection.title')} back="/study/reflections">
        <FaultNote fault={new Fault('E356')} />
      </Page>
    );
  }
  if (editing && record.fields.member === me) return <ReflectionForm key={`${me}${id}`} record={record} />;
  return <One key={id} record={record} text={text} about={about} />;
}

function One(props: {
  record: Rec<'reflection'>;
  text: string | Fault;
  about: { clip?: string; meeting?: string };
}) {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const nameOf = useMemberName();
  const { record, text, about } = props;
  const { fields } = record;
  const mine = fields.member === me;
  const act = async (work: Promise<{ n?: number }>, message: string) => {
    try {
      toastUndo(ledger, message, (await work).n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const share = async () => {
    const yes = await confirmDialog({
      title: t('reflection.shareTitle'),
      body: t('reflection.shareBody'),
      confirm: t('reflection.share'),
    });
    if (yes) await act(shareReflection(ledger, record, { me, today }), t('reflection.sharedNow'));
  };
  const erase = async () => {
    await act(removeReflection(ledger, record, { me }), t('reflection.removed'));
    navigate('/study/reflections', { replace: true });
  };
  return (
    <Page
      title={fields.title || t('reflection.title')}
      back="/study/reflections"
      state={
        <Pill tone={fields.sharedOn ? 'info' : 'unknown'}>
          {t(fields.sharedOn ? 'reflection.shared' : 'reflection.private')}
        </Pill>
      }
      actions={mine && <IconButton icon="trash" label={t('common.delete')} onClick={() => void erase()} />}
      foot={
        mine && (
          <>
            {fields.sharedOn ? (
              <Button
                action="take-back"
                onClick={() =>
                  void act(takeBackReflection(ledger, record, { me }), t('reflection.takenBack'))
                }
              >
                {t('reflection.takeBack')}
              </Button>
            ) : (
              <Button action="share" onClick={() => void share()}>
                {t('reflection.share')}
              </Button>
            )}
            <Button
              kind="primary"
              action="edit-reflection"
              onClick={() => navigate(`/study/reflection/${record.id}?edit=1`)}
            >
              {t('common.edit')}
            </Button>
          </>
        )
      }
    >
      {mine && <ConflictNote id={record.id} />}
      <p class="text-meta text-ink-2">
        {nameOf(fields.member)} · {formatDate(fields.on, currentLanguage())}
        {about.clip && fields.clip && (
          <span class="block">
            {t('reflection.clip')} <Link to={`/study/clip/${fields.clip}`}>{about.clip}</Link>
          </span>
        )}
        {about.meeting && fields.meeting && (
          <span class="block">
            {t('reflection.meeting')} <Link to={`/life/meeting/${fields.meeting}`}>{about.meeting}</Link>
          </span>
        )}
      </p>
      <Card pad>
        {text instanceof Fault ? (
          isNotYet(text) ? (
            <NotYet of={fields.text} />
          ) : (
            <FaultNote fault={text} />
          )
        ) : (
          <p class="break-words whitespace-pre-wrap" data-part="reflection">
            {text}
          </p>
        )}
      </Card>
      {mine && (
        <Note tone="info">
          {t(fields.sharedOn ? 'reflection.sharedMeans' : 'reflection.privateMeans', {
            on: fields.sharedOn ?? '',
          })}
        </Note>
      )}
      <PaperBar id={record.id} />
      {mine && <Tie record={record} act={act} />}
      {mine && fields.sharedOn && <AsEvidence record={record} />}
    </Page>
  );
}

/** The activity that it is about: attached by the author, taken off by the author. */
function Tie(props: {
  record: Rec<'reflection'>;
  act: (work: Promise<{ n?: number }>, message: string) => Promise<void>;
}) {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const { record, act } = props;
  const [open, setOpen] = useState(false);
  const choices = useLive(async () => (open ? activitiesFor(ledger, me, today) : []), [open, me, today]);
  const own = record.fields.meeting ?? '';
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="text-red-ink inline-block cursor-pointer">{t('reflection.tie')}</summary>
      <div class="mt-2 space-y-2">
        <SelectField
          label={t('reflection.meeting')}
          value={own}
          options={[
            { value: '', label: t('reflection.noMeeting') },
            ...(choices ?? []).map(({ id, fields }) => ({
              value: id,
              label: `${fields.startsAt.slice(0, 10)} ${activityName(fields)}`,
            })),
          ]}
          onChange={(id) =>
            void act(tieReflection(ledger, record, id || undefined, { me }), t('reflection.tied'))
          }
        />
        <p class="text-meta text-ink-3">{t('reflection.tieHint')}</p>
      </div>
    </details>
  );
}
