import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { aboutWords } from '../../lib/study/reflections/reflection-paper';
import {
  emptyReflection,
  type ReflectionDraft,
  reflectionDraftOf,
  saveReflection,
} from '../../lib/study/reflections/reflections';
import {
  Button,
  DateField,
  DraftRestored,
  draftSaved,
  FaultNote,
  navigate,
  Note,
  Page,
  TextAreaField,
  TextField,
  useDraft,
  useLedger,
  useLive,
  useQuery,
  useScope,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { SameText } from './same-text';

/** Where a 学习心得 is written. The draft is the author's: another person of this profile does not find it here. */
export function ReflectionForm({ record }: { record: Rec<'reflection'> | undefined }) {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const query = useQuery();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const clip = query.get('clip') ?? '';
  const meeting = query.get('meeting') ?? '';
  const draftId = `reflection:${me}:${record?.id ?? `${clip}:${meeting}`}`;
  const draft = useDraft<ReflectionDraft>({
    id: draftId,
    form: 'reflection',
    // 今日 lists drafts for whoever opens it: never what was written.
    title: () => '',
    route: record
      ? `/study/reflection/${record.id}?edit=1`
      : `/study/reflection/new${query.toString() && `?${query.toString()}`}`,
    initial: () =>
      record ? reflectionDraftOf(ledger, record) : emptyReflection({ on: today, clip, meeting }),
  });
  const { value, set } = draft;
  const about = useLive(
    () => aboutWords(ledger, { clip: value?.clip, meeting: value?.meeting }),
    [value?.clip, value?.meeting],
  );
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await saveReflection(ledger, value, { me, today, draftId });
      draft.done();
      toastUndo(
        ledger,
        result.concurrent ? t('talk.savedConcurrent', { count: result.concurrent }) : t('reflection.saved'),
        result.n,
      );
      navigate(`/study/reflection/${result.id}`, { replace: true });
    } catch (thrown) {
      setBusy(false);
      setFault(asFault(thrown));
    }
  };
  const subject = [about?.clip, about?.meeting].filter(Boolean).join(' · ');
  return (
    <Page
      title={t('reflection.write')}
      back={record ? `/study/reflection/${record.id}` : '/study/reflections'}
      state={draftSaved(draft)}
      foot={
        <>
          <span class="text-meta text-ink-3 flex-1">
            {t(record?.fields.sharedOn ? 'reflection.stillShared' : 'reflection.staysPrivate')}
          </span>
          <Button kind="primary" busy={busy} action="save-reflection" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <DraftRestored draft={draft} />
      {subject && <Note tone="info">{t('reflection.about', { subject })}</Note>}
      <div class="grid grid-cols-[1fr_auto] gap-3">
        <TextField
          label={t('reflection.heading')}
          value={value.title}
          placeholder={t('reflection.headingHint')}
          onChange={(title) => set({ title })}
        />
        <DateField label={t('reflection.on')} value={value.on} max={today} onChange={(on) => set({ on })} />
      </div>
      <TextAreaField
        terms
        label={t('reflection.text')}
        value={value.text}
        rows={14}
        hint={t('reflection.length', { count: value.text.replace(/\s/g, '').length })}
        onChange={(text) => set({ text })}
      />
      {fault && <FaultNote fault={fault} />}
      <SameText
        text={value.text}
        except={value.id}
        onReplace={(start, end, text) =>
          set((before) => ({ ...before, text: before.text.slice(0, start) + text + before.text.slice(end) }))
        }
      />
    </Page>
  );
}
