import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../../lib/i18n';
import {
  type Company,
  itemRecordId,
  type ItemRecord,
  type ItemRef,
  loadChecklist,
  matchesSearch,
  refOf,
  useEvidenceFor as shareEvidence,
} from '../../../lib/governance';
import { type ChecklistPack, packText } from '../../../lib/rules/pack';
import { periodRange } from '../../../lib/rules/periods';
import { Button, CheckField, Dialog, SearchField, toastFault, useLedger, useLive, useToday } from '../../ui';
import { toastUndo } from '../../ui/toast-undo';
import { periodWord } from '../words';

/** 用于其他条目: shows one piece of evidence at further items, each in the period of the item that it is taken from. */
export function UsesDialog(props: {
  pack: ChecklistPack;
  company: Company;
  target: ItemRef;
  id: string;
  name: string;
  /** Items that show it already. */
  uses: readonly ItemRecord[];
  onClose: () => void;
}) {
  const { pack, company, target, id, uses } = props;
  const ledger = useLedger();
  const today = useToday();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, ItemRef>>(new Map());
  const [busy, setBusy] = useState(false);
  const end = periodRange(target.period)?.to;
  const day = end && end < today ? end : today;
  const rows = useLive(() => loadChecklist(ledger, pack, company, day), [pack, company.companyId, day]);
  const already = new Set(uses.map((item) => item.id));
  const own = itemRecordId(target);
  const places = (rows ?? [])
    .filter(({ item }) => matchesSearch(item, text))
    .flatMap(({ item, period, record, events }) => [
      ...(period ? [{ item, ref: refOf(company, item.code, period), record }] : []),
      ...events.map((event) => ({
        item,
        ref: refOf(company, item.code, event.fields.period),
        record: event,
      })),
    ])
    .filter(({ ref }) => itemRecordId(ref) !== own);
  const toggle = (ref: ItemRef, on: boolean) => {
    const next = new Map(chosen);
    if (on) next.set(itemRecordId(ref), ref);
    else next.delete(itemRecordId(ref));
    setChosen(next);
  };
  const use = async () => {
    setBusy(true);
    try {
      const { n, items } = await shareEvidence(ledger, target, id, [...chosen.values()], today);
      toastUndo(ledger, t('evidenceForm.used', { count: items }), n);
      props.onClose();
    } catch (thrown) {
      toastFault(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('evidenceForm.useFor')}
      onClose={props.onClose}
      foot={
        <Button
          kind="primary"
          busy={busy}
          disabled={chosen.size === 0}
          action="use-evidence"
          onClick={() => void use()}
        >
          {t('evidenceForm.useForCount', { count: chosen.size })}
        </Button>
      }
    >
      <p class="font-semibold break-words">{props.name}</p>
      <p class="text-meta text-ink-2">{t('evidenceForm.useFor.hint')}</p>
      <SearchField
        label={t('governance.search')}
        placeholder={t('governance.searchHint')}
        value={text}
        onChange={setText}
      />
      <div class="max-h-80 space-y-2 overflow-y-auto" data-places>
        {places.map(({ item, ref, record }) => {
          const key = itemRecordId(ref);
          const there = already.has(key);
          return (
            <CheckField
              key={key}
              label={`${item.code} ${packText(item.text, currentLanguage())}`}
              hint={[periodWord(ref.period, record), there && t('governance.proves.attached')]
                .filter(Boolean)
                .join(' · ')}
              checked={there || chosen.has(key)}
              disabled={there}
              onChange={(on) => toggle(ref, on)}
            />
          );
        })}
        {rows && places.length === 0 && <p class="text-meta text-ink-2">{t('governance.empty.none')}</p>}
      </div>
    </Dialog>
  );
}
