import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { addEvent, ANSWERS, type Company, eventsOf } from '../../lib/governance';
import type { ChecklistItem } from '../../lib/rules/pack';
import {
  Button,
  Card,
  DateField,
  navigate,
  Pill,
  Row,
  Section,
  TextField,
  toastFault,
  useDraft,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { useReadsOnly } from './use-checklist';
import { itemRoute, SIDES, VERDICT_TONES, verdictWord } from './words';

/** The events of an item, and a form that registers one more. */
export function EventList(props: { item: ChecklistItem; company: Company; chosen: string | undefined }) {
  const { item, company, chosen } = props;
  const ledger = useLedger();
  const [adding, setAdding] = useState(false);
  const reads = useReadsOnly(company.companyId);
  const events = useLive(() => eventsOf(ledger, company, item.code), [company.companyId, item.code]);
  if (!events || reads === undefined) return null;
  return (
    <Section field="events" title={t('governance.events')}>
      {events.length === 0 && (
        <p class="text-meta text-ink-2">
          {t(reads === null ? 'governance.events.none' : 'governance.events.noneRead')}
        </p>
      )}
      {events.length > 0 && (
        <Card>
          {events.map((event) => (
            <Row
              key={event.id}
              title={event.fields.eventTitle || t('governance.events.untitled')}
              meta={event.fields.eventOn}
              to={
                event.fields.period === chosen
                  ? undefined
                  : itemRoute(item.code, { period: event.fields.period })
              }
              tail={SIDES.map((side) => {
                const verdict = event.fields[side];
                return (
                  <Pill key={side} tone={verdict ? VERDICT_TONES[verdict] : 'unknown'}>
                    {t('governance.sideState', {
                      side: t(`governance.${side}`),
                      verdict: verdictWord(verdict),
                    })}
                  </Pill>
                );
              })}
            />
          ))}
        </Card>
      )}
      {reads !== null ? null : adding ? (
        <EventForm item={item} company={company} onClose={() => setAdding(false)} />
      ) : (
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('governance.events.add')}
        </Button>
      )}
    </Section>
  );
}

function EventForm(props: { item: ChecklistItem; company: Company; onClose: () => void }) {
  const { item, company } = props;
  const ledger = useLedger();
  const today = useToday();
  const [missing, setMissing] = useState(false);
  const draftId = `governanceEvent:${company.companyId}:${item.code}`;
  const draft = useDraft<{ title: string; on: string }>({
    id: draftId,
    form: 'governanceEvent',
    title: (form) => `${item.code} ${form.title || t('governance.events.add')}`,
    route: itemRoute(item.code),
    initial: () => ({ title: '', on: today }),
  });
  const form = draft.value;
  if (!form) return null;

  const add = async (): Promise<void> => {
    const title = form.title.trim();
    if (!title || !form.on) {
      setMissing(true);
      return;
    }
    try {
      await draft.flush();
      const ref = { companyId: company.companyId, packId: ANSWERS, item: item.code };
      const { period } = await addEvent(ledger, ref, { title, on: form.on }, { draft: draftId });
      draft.done();
      props.onClose();
      navigate(itemRoute(item.code, { period }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const cancel = (): void => {
    void draft.discard().catch(toastFault);
    props.onClose();
  };

  return (
    <div class="border-line bg-card rounded-card grid gap-2 border p-3">
      <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-2">
        <TextField
          label={t('governance.events.title')}
          placeholder={t('governance.events.titleHint')}
          value={form.title}
          error={missing && !form.title.trim() ? t('governance.events.need') : undefined}
          onChange={(title) => draft.set({ title })}
          onEnter={() => void add()}
        />
        <DateField label={t('governance.events.on')} value={form.on} onChange={(on) => draft.set({ on })} />
      </div>
      <div class="flex justify-end gap-2">
        <Button onClick={cancel}>{t('common.cancel')}</Button>
        <Button onClick={() => void add()}>{t('governance.events.add')}</Button>
      </div>
    </div>
  );
}
