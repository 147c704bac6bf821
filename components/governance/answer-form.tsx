import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import {
  answerItem,
  type ItemAnswer,
  itemRecordId,
  type ItemRecord,
  type ItemRef,
  lacksReason,
} from '../../lib/governance';
import { type Verdict, VERDICTS } from '../../lib/records/governance';
import { RISKS } from '../../lib/records/review';
import type { ChecklistItem } from '../../lib/rules/pack';
import {
  Button,
  DateField,
  MemberPicker,
  Segments,
  SelectField,
  TextAreaField,
  toast,
  toastFault,
  useDraft,
  useLedger,
  useWide,
} from '../ui';
import { isTyping } from './keys';
import { itemRoute, type Side, SIDES, verdictWord } from './words';

const TEXTS = ['reason', 'rectification', 'owner', 'dueOn', 'risk', 'nextReview'] as const;
type Texts = Record<(typeof TEXTS)[number], string>;

/** The form as its draft keeps it: texts as typed, as they stood when the form was opened, and their stamps then. */
interface Form extends Texts {
  from: Texts;
  base: Record<string, string>;
  /** Verdicts that wait for a reason (不适用). */
  pending: Partial<Record<Side, Verdict>>;
}

const textsOf = (record: ItemRecord | undefined): Texts => ({
  reason: record?.fields.reason ?? '',
  rectification: record?.fields.rectification ?? '',
  owner: record?.fields.owner ?? '',
  dueOn: record?.fields.dueOn ?? '',
  risk: record?.fields.risk ?? '',
  nextReview: record?.fields.nextReview ?? '',
});

function formOf(record: ItemRecord | undefined): Form {
  const texts = textsOf(record);
  const base = Object.fromEntries(
    TEXTS.flatMap((name) => (record?.stamps[name] ? [[name, record.stamps[name]]] : [])),
  );
  return { ...texts, from: texts, base, pending: {} };
}

/** Texts that were typed, as fields to write; an emptied one is removed. */
const changedTexts = (form: Form): ItemAnswer =>
  Object.fromEntries(
    TEXTS.filter((name) => form[name].trim() !== form.from[name]).map((name) => [
      name,
      form[name].trim() || null,
    ]),
  );

const TONES: Partial<Record<Verdict, string>> = {
  met: 'bg-ok-wash text-ok',
  partly: 'bg-due-wash text-due',
  notMet: 'bg-red-wash text-red-ink',
  notApplicable: 'bg-unknown-wash text-unknown',
};

/**
 * Both answers of an item, and the words around them. A verdict is kept at once; what is typed is a draft until it is
 * saved. 1–4 answer the side that is marked, then go on to the other.
 */
export function AnswerForm(props: {
  item: ChecklistItem;
  target: ItemRef;
  record: ItemRecord | undefined;
  onSaved: () => void;
}) {
  const { item, target, record } = props;
  const ledger = useLedger();
  const wide = useWide();
  const id = itemRecordId(target);
  const draftId = `governance:${id}`;
  const [active, setActive] = useState<Side>(record?.fields.design ? 'effect' : 'design');
  const reasonBox = useRef<HTMLDivElement>(null);
  const draft = useDraft<Form>({
    id: draftId,
    form: 'governance',
    title: () => `${target.item} ${t('governance.title')}`,
    route: itemRoute(target.item, { period: target.period }),
    initial: async () => formOf(await ledger.get('governanceItem', id)),
  });
  // Until the draft has been looked for, the form shows what is stored, so that nothing jumps.
  const ready = draft.value !== undefined;
  const form = draft.value ?? formOf(record);
  const typed = changedTexts(form);
  const waiting = Object.keys(form.pending).length > 0;
  const dirty = Object.keys(typed).length > 0 || waiting;

  // Somebody else changed the texts while nothing was typed here: show theirs.
  const stored = JSON.stringify(textsOf(record));
  useEffect(() => {
    if (ready && !dirty && JSON.stringify(form.from) !== stored) props.onSaved();
  }, [stored]);

  const verdictOf = (side: Side): Verdict | undefined => form.pending[side] ?? record?.fields[side];

  const save = async (given: Partial<Record<Side, Verdict | null>> = {}): Promise<void> => {
    if (!ready) return;
    const pending = { ...form.pending };
    for (const side of SIDES) if (side in given) delete pending[side];
    const answer: ItemAnswer = { ...pending, ...given, ...typed };
    if (lacksReason({ ...record?.fields, ...answer })) {
      for (const side of SIDES) if (given[side]) pending[side] = given[side];
      draft.set({ pending });
      reasonBox.current?.querySelector('textarea')?.focus();
      return;
    }
    try {
      await draft.flush();
      const seen = record && { ...record, stamps: { ...record.stamps, ...form.base } };
      await answerItem(ledger, target, seen, answer, dirty ? { draft: draftId } : {});
      if (dirty) {
        draft.done();
        toast(t('governance.saved', { code: target.item }));
        props.onSaved();
      }
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  const answer = (side: Side, verdict: Verdict | null): void => {
    setActive(side === 'design' ? 'effect' : 'design');
    void save({ [side]: verdict });
  };

  const press = useRef<(event: KeyboardEvent) => void>(() => undefined);
  press.current = (event) => {
    const verdict = VERDICTS[Number(event.key) - 1];
    if (!verdict || isTyping(event)) return;
    // The group that shows its keys takes them by itself while it has the focus.
    const within = (event.target as HTMLElement).closest?.<HTMLElement>('[data-side]')?.dataset.side;
    if (wide && within === active) return;
    answer(active, verdict);
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press.current(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  return (
    <div class="border-line bg-card rounded-card space-y-3 border p-3">
      {SIDES.map((side) => (
        <div
          key={side}
          data-side={side}
          data-field={!verdictOf(side) && SIDES.some(verdictOf) ? 'unanswered' : side}
          class="space-y-1"
          onFocusCapture={() => setActive(side)}
        >
          <div class="text-meta flex items-baseline gap-2">
            <span class="font-semibold">{t(`governance.${side}`)}</span>
            <span class="text-ink-3 min-w-0 flex-1">{t(`governance.${side}.hint`)}</span>
            {verdictOf(side) && (
              <button
                type="button"
                class="text-red-ink rounded-s hover:underline"
                aria-label={`${t('governance.clear')} ${t(`governance.${side}`)}`}
                onClick={() => void save({ [side]: null })}
              >
                {t('governance.clear')}
              </button>
            )}
          </div>
          <Segments
            label={t(`governance.${side}`)}
            options={VERDICTS.map((value) => ({ value, label: verdictWord(value) }))}
            value={verdictOf(side)}
            tones={TONES}
            keys={wide && side === active}
            onChange={(verdict) => answer(side, verdict)}
          />
        </div>
      ))}
      {wide && (
        <p class="text-meta text-ink-3">{t('governance.keys', { side: t(`governance.${active}`) })}</p>
      )}
      <div ref={reasonBox}>
        <TextAreaField
          terms
          name="reason"
          label={t('governance.reason')}
          rows={2}
          disabled={!ready}
          value={form.reason}
          hint={t('governance.reason.hint')}
          error={waiting && !form.reason.trim() ? t('governance.reason.needed') : undefined}
          onChange={(reason) => draft.set({ reason })}
        />
      </div>
      {SIDES.some((side) => ['partly', 'notMet'].includes(verdictOf(side) ?? '')) || form.rectification ? (
        <TextAreaField
          terms
          name="rectification"
          label={t('governance.rectification')}
          rows={2}
          value={form.rectification}
          onChange={(rectification) => draft.set({ rectification })}
        />
      ) : null}
      <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-2">
        <div data-field="owner">
          <MemberPicker
            label={t('governance.owner')}
            value={form.owner || undefined}
            allowFree
            onChange={(owner) => draft.set({ owner: owner ?? '' })}
          />
        </div>
        <DateField
          label={t('governance.nextReview')}
          name="nextReview"
          disabled={!ready}
          value={form.nextReview}
          onChange={(nextReview) => draft.set({ nextReview })}
        />
        <DateField
          label={t('record.governanceItem.dueOn')}
          name="dueOn"
          disabled={!ready}
          value={form.dueOn}
          onChange={(dueOn) => draft.set({ dueOn })}
        />
        <SelectField
          label={t('record.governanceItem.risk')}
          disabled={!ready}
          value={form.risk}
          empty={t('settings.noValue')}
          options={RISKS.map((risk) => ({ value: risk, label: t(`review.risk.${risk}`) }))}
          onChange={(risk) => draft.set({ risk })}
        />
      </div>
      <div class="flex items-center justify-end gap-2">
        <span class="text-meta text-ink-3 min-w-0 flex-1">
          {draft.restored && dirty ? t('common.draftRestored') : ''}
        </span>
        {dirty && (
          <Button kind="quiet" onClick={() => void draft.discard().catch(toastFault)}>
            {t('common.draftDiscard')}
          </Button>
        )}
        <Button kind="primary" disabled={!dirty} action={`save-${item.code}`} onClick={() => void save()}>
          {t('governance.save')}
        </Button>
      </div>
    </div>
  );
}
