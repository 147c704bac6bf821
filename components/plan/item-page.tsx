import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import {
  emptyPlanForm,
  planFormOf,
  type PlanItemForm,
  removePlanItem,
  savePlanItem,
  tickPlanTask,
} from '../../lib/plan/item';
import { taskCovers } from '../../lib/plan/task-cover';
import { planTitle, taskOf } from '../../lib/plan/words';
import { asFault, Fault } from '../../lib/records/fault';
import { MEETING_TYPES, type MeetingType } from '../../lib/records/meeting';
import { endOfMonth, isCivilDate } from '../../lib/rules/calendar';
import { packText } from '../../lib/rules/pack';
import { loadWorkCalendar, nearestWorkday, type WorkCalendar } from '../../lib/rules/workdays';
import {
  Basis,
  Button,
  Chips,
  DateField,
  draftSaved,
  FaultNote,
  Link,
  navigate,
  Note,
  Page,
  SelectField,
  TextAreaField,
  TextField,
  TimeField,
  toastFault,
  useDraft,
  useGroups,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { DayHint } from './day-hint';
import { usePlanPack, useWorkCalendar } from './use-packs';
import { coverText, toastUndo } from './words';

/** One item of the plan: when, what, where. */
export function PlanItemPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id === 'new' ? undefined : params.id;
  const stored = useLive(async () => ({ record: id ? await ledger.get('planItem', id) : undefined }), [id]);
  if (!stored)
    return (
      <Page title={t('plan.item')} back="/plan">
        {t('common.loading')}
      </Page>
    );
  if (id && !stored.record) {
    return (
      <Page title={t('plan.item')} back="/plan">
        <FaultNote fault={new Fault('E572')} />
      </Page>
    );
  }
  return <ItemForm key={id ?? 'new'} record={stored.record} />;
}

function ItemForm({ record }: { record: Rec<'planItem'> | undefined }) {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const groups = useGroups();
  const pack = usePlanPack();
  const calendar = useWorkCalendar();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = record ? `plan:${record.id}` : 'plan:new';
  const draft = useDraft<PlanItemForm>({
    id: draftId,
    form: 'plan',
    title: (value) =>
      value.title || value.types.map((type) => tDynamic(`life.type.${type}`)).join(t('life.typeJoin')),
    route: record ? `/plan/item/${record.id}` : '/plan/item/new',
    initial: async () => (record ? planFormOf(record) : newForm(query, today, await loadWorkCalendar())),
  });
  const cover = useLive(
    async () => (record ? (await taskCovers(ledger, [record], today)).get(record.id) : undefined),
    [record, today],
  );
  const { value } = draft;
  if (!value || !pack) return null;
  const task = record?.fields.task;
  const rule = task ? taskOf(pack, task) : undefined;
  const done = record?.fields.doneOn;
  // What the ledger holds is not ticked off by hand.
  const canTick = !cover?.settled || done !== undefined;

  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { n } = await savePlanItem(ledger, value, { draft: draftId });
      draft.done();
      toastUndo(ledger, t('plan.saved'), n);
      navigate(`/plan?year=${value.on.slice(0, 4)}`, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const removeIt = async () => {
    if (!record) return;
    try {
      const { n } = await removePlanItem(ledger, record.id);
      draft.done();
      toastUndo(ledger, t('plan.removed'), n);
      navigate(`/plan?year=${record.fields.on.slice(0, 4)}`, { replace: true });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const tick = async () => {
    if (!record) return;
    try {
      const { n } = await tickPlanTask(ledger, record.id, done ? null : today);
      toastUndo(ledger, t(done ? 'plan.unticked' : 'plan.ticked'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Page
      title={record ? planTitle(pack, record.fields) : t('plan.newItem')}
      back="/plan"
      state={draftSaved(draft)}
      foot={
        <>
          {record && (
            <Button kind="quiet" icon="trash" action="plan-remove" onClick={() => void removeIt()}>
              {t('common.delete')}
            </Button>
          )}
          <span class="flex-1" />
          {record && !task && (
            <Button action="plan-start" onClick={() => navigate(`/life/new?plan=${record.id}`)}>
              {t('plan.startActivity')}
            </Button>
          )}
          {record && task && canTick && (
            <Button action="plan-tick" onClick={() => void tick()}>
              {t(done ? 'plan.untick' : 'plan.tick')}
            </Button>
          )}
          <Button kind="primary" busy={busy} action="plan-save" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {draft.restored && <Note tone="info">{t('common.draftRestored')}</Note>}
      {record && <ConflictNote id={record.id} />}
      {done && <Note tone="ok">{t('plan.doneOn', { day: done })}</Note>}
      {cover && (
        <Note tone={cover.settled ? 'ok' : 'info'}>
          {coverText(cover)}{' '}
          <Link to={cover.to} class="text-red-ink underline">
            {t('plan.cover.open')}
          </Link>
        </Note>
      )}
      {rule && (
        <>
          <p>{packText(rule.wording, currentLanguage())}</p>
          <Basis basis={rule.basis} sources={pack.sources} confidence={rule.confidence} />
        </>
      )}
      {!task && (
        <div class="grid gap-1">
          <span class="text-meta text-ink-2" aria-hidden="true">
            {t('plan.types')}
          </span>
          <Chips
            label={t('plan.types')}
            options={MEETING_TYPES.map((type) => ({
              value: type,
              label: tDynamic(`life.typeShort.${type}`),
            }))}
            selected={value.types}
            onToggle={(type) =>
              draft.set((form) => ({
                ...form,
                types: form.types.includes(type)
                  ? form.types.filter((other) => other !== type)
                  : [...form.types, type],
              }))
            }
          />
          <p class="text-meta text-ink-3">{t('plan.typesHint')}</p>
        </div>
      )}
      <div class="grid grid-cols-2 gap-3">
        <DateField
          label={t('plan.on')}
          name="plan-on"
          value={value.on}
          onChange={(on) => draft.set({ on })}
        />
        <TimeField
          label={t('plan.startsAt')}
          value={value.start}
          onChange={(start) => draft.set({ start })}
        />
      </div>
      {calendar && isCivilDate(value.on) && (
        <DayHint calendar={calendar} day={value.on} onMove={(on) => draft.set({ on })} />
      )}
      {value.types.includes('group') && (
        <SelectField
          label={t('plan.group')}
          value={value.group}
          empty={t('plan.groupNone')}
          options={groups.map((group) => ({ value: group.id, label: group.fields.name }))}
          onChange={(group) => draft.set({ group })}
        />
      )}
      <TextField
        label={t('plan.topic')}
        value={value.title}
        placeholder={t('plan.topicHint')}
        onChange={(title) => draft.set({ title })}
      />
      <TextField label={t('plan.place')} value={value.place} onChange={(place) => draft.set({ place })} />
      <TextAreaField
        label={t('plan.note')}
        value={value.note}
        rows={2}
        onChange={(note) => draft.set({ note })}
      />
      {calendar && isCivilDate(value.on) && !calendar.isAnnounced(Number(value.on.slice(0, 4))) && (
        <Note tone="info">{t('plan.notAnnounced', { year: value.on.slice(0, 4) })}</Note>
      )}
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}

const isType = (word: string): word is MeetingType => (MEETING_TYPES as readonly string[]).includes(word);

/** A new item for the month, year and types that were asked for, on a day that the person then sees and changes. */
function newForm(asked: URLSearchParams, now: string, calendar: WorkCalendar): PlanItemForm {
  const month = /^\d{4}-\d\d$/.exec(asked.get('month') ?? '')?.[0];
  const year = /^\d{4}$/.exec(asked.get('year') ?? '')?.[0];
  const first = month ? `${month}-15` : year && year !== now.slice(0, 4) ? `${year}-01-15` : now;
  const from = first < now && month === now.slice(0, 7) ? now : first;
  const day = nearestWorkday(calendar, from, { from, to: endOfMonth(from) });
  const types = (asked.get('types') ?? '').split(',').filter(isType);
  return { ...emptyPlanForm(day ?? from, types), group: asked.get('group') ?? '' };
}
