import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { entryDateOf } from '../../lib/life/warnings';
import { asFault, Fault } from '../../lib/records/fault';
import {
  emptyHonour,
  type HonourDraft,
  honourDraftOf,
  mayReadHonour,
  membersOf,
  removeHonour,
  saveHonour,
} from '../../lib/yearly/honours';
import {
  Button,
  confirmDialog,
  DateField,
  DraftRestored,
  draftSaved,
  FaultNote,
  IconButton,
  navigate,
  Note,
  Page,
  Pill,
  Segments,
  TextAreaField,
  TextField,
  toastFault,
  useDraft,
  useLedger,
  useLive,
  useQuery,
  useRole,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { MeetingHistory } from '../life/meeting-history';
import { PersonLink } from '../life/person-link';
import { undoToast } from '../life/undo-toast';
import { Askers } from './request-form';
import { Facts } from './request-page';

/** One award or penalty, or the form of a new one; with `?edit=1` the form of this one. */
export function HonourPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const role = useRole();
  const editing = useQuery().get('edit') === '1';
  const id = params.id ?? '';
  const found = useLive(async () => {
    if (id === 'new') return {};
    const honour = await ledger.get('honour', id);
    return honour ? { honour } : { fault: new Fault('E848') };
  }, [id]);
  const honour = found?.honour;
  if (!found || found.fault || (honour && !mayReadHonour(honour.fields, role)))
    return (
      <Page title={t('affairs.honour.title')} back="/honours">
        {!found && t('common.loading')}
        {found?.fault && <FaultNote fault={found.fault} />}
        {honour && <Note tone="info">{t('affairs.honour.hidden')}</Note>}
      </Page>
    );
  return honour && !editing ? <View honour={honour} /> : <HonourForm key={id} record={honour} />;
}

function View({ honour }: { honour: Rec<'honour'> }) {
  const ledger = useLedger();
  const { id, fields } = honour;
  const unknown = <span class="text-unknown">{t('common.unknown')}</span>;
  const erase = async () => {
    const yes = await confirmDialog({
      title: t('affairs.honour.removeTitle'),
      body: t('affairs.request.removeBody'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (!yes) return;
    try {
      const n = await removeHonour(ledger, id);
      navigate('/honours', { replace: true });
      undoToast(ledger, t('affairs.honour.removed'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Page
      title={fields.what}
      remark={t('affairs.honour.title')}
      back="/honours"
      state={
        <Pill tone={fields.sort === 'award' ? 'ok' : 'unknown'}>
          {tDynamic(`affairs.value.sort.${fields.sort}`)}
        </Pill>
      }
      actions={<IconButton icon="trash" label={t('common.delete')} onClick={() => void erase()} />}
      foot={
        <Button kind="primary" onClick={() => navigate(`/honours/${id}?edit=1`)}>
          {t('common.edit')}
        </Button>
      }
    >
      <ConflictNote id={id} />
      <Facts
        rows={[
          [t('affairs.honour.on'), fields.on],
          [
            t('affairs.honour.who'),
            <>
              {membersOf(fields).map((member) => (
                <span key={member} class="mr-2">
                  <PersonLink id={member} />
                </span>
              ))}
              {fields.unit}
            </>,
          ],
          [t('affairs.honour.issuer'), fields.issuer ?? unknown],
          [t('affairs.honour.document'), fields.document ?? unknown],
          [
            t('affairs.honour.basis'),
            fields.basis ? <span class="whitespace-pre-wrap">{fields.basis}</span> : unknown,
          ],
          [t('life.entered'), fields.enteredAt && entryDateOf(fields.enteredAt)],
        ]}
      />
      {fields.sort === 'penalty' && <Note tone="info">{t('affairs.honour.private')}</Note>}
      <MeetingHistory ids={[id]} />
    </Page>
  );
}

function HonourForm({ record }: { record: Rec<'honour'> | undefined }) {
  const ledger = useLedger();
  const role = useRole();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = record ? `honour:${record.id}` : 'honour:new';
  const draft = useDraft<HonourDraft>({
    id: draftId,
    form: 'honour',
    // Drafts are listed on 今日: a penalty is not named there.
    title: (value) => (value.sort === 'award' ? value.what : ''),
    route: record ? `/honours/${record.id}?edit=1` : '/honours/new',
    initial: () => (record ? honourDraftOf(record) : emptyHonour({ on: today })),
  });
  const { value, set } = draft;
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await saveHonour(ledger, value, { today, draftId });
      draft.done();
      undoToast(
        ledger,
        result.concurrent
          ? t('talk.savedConcurrent', { count: result.concurrent })
          : t('affairs.honour.saved'),
        result.n,
      );
      navigate(`/honours/${result.id}`, { replace: true });
    } catch (thrown) {
      setBusy(false);
      setFault(asFault(thrown));
    }
  };
  const penalty = value.sort === 'penalty';
  return (
    <Page
      title={t(record ? 'affairs.honour.edit' : 'affairs.honour.new')}
      back={record ? `/honours/${record.id}` : '/honours'}
      state={draftSaved(draft)}
      foot={
        <Button kind="primary" busy={busy} action="save-honour" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      {role === 'secretary' && (
        <Segments
          showLabel
          label={t('affairs.honour.sort')}
          options={(['award', 'penalty'] as const).map((one) => ({
            value: one,
            label: tDynamic(`affairs.value.sort.${one}`),
          }))}
          value={value.sort}
          onChange={(sort) => set({ sort })}
        />
      )}
      <Askers
        label={t('affairs.honour.members')}
        value={value.members}
        onChange={(members) => set({ members })}
      />
      <TextField
        label={t('affairs.honour.unit')}
        value={value.unit}
        placeholder={t('affairs.honour.unitExample')}
        onChange={(unit) => set({ unit })}
      />
      <TextField
        label={t('affairs.honour.what')}
        value={value.what}
        hint={t(penalty ? 'affairs.honour.whatPenalty' : 'affairs.honour.whatAward')}
        onChange={(what) => set({ what })}
      />
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <DateField
          label={t('affairs.honour.on')}
          value={value.on}
          max={today}
          onChange={(on) => set({ on })}
        />
        <TextField
          label={t('affairs.honour.document')}
          value={value.document}
          onChange={(document) => set({ document })}
        />
      </div>
      <TextField
        label={t('affairs.honour.issuer')}
        value={value.issuer}
        onChange={(issuer) => set({ issuer })}
      />
      <TextAreaField
        label={t('affairs.honour.basis')}
        value={value.basis}
        rows={2}
        hint={t('affairs.honour.basisHint')}
        onChange={(basis) => set({ basis })}
      />
      {penalty && (
        <>
          <Note tone="due">{t('affairs.honour.standing')}</Note>
          <Note tone="info">{t('affairs.honour.private')}</Note>
        </>
      )}
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}
