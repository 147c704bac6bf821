import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { quickMeeting } from '../../lib/life/quick-entry';
import { pokeBadge } from '../../lib/platform/badge';
import { MEETING_TYPES } from '../../lib/records/meeting';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  DateField,
  FaultNote,
  Pill,
  Section,
  SelectField,
  TextField,
  TimeField,
  useNow,
  useScope,
  useToday,
} from '../ui';
import { keepEntry, type KeptEntry, readKept } from './kept-entry';
import { showInPanel } from './show-in-panel';

/** 记一笔: type, time and one line make an activity record; the rest can follow in the panel. */
export function QuickEntry() {
  const { ledger, own, space, me } = useScope();
  const today = useToday();
  const now = useNow();
  const blank: KeptEntry = {
    type: 'themeDay',
    otherType: '',
    date: now.slice(0, 10),
    time: now.slice(11),
    text: '',
  };
  const [entry, setEntry] = useState<KeptEntry>(() => readKept(own, space) ?? blank);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<string>();
  const [fault, setFault] = useState<Fault>();

  const set = (patch: Partial<KeptEntry>): void => {
    const next = { ...entry, ...patch };
    setEntry(next);
    setSaved(undefined);
    keepEntry(own, space, next);
  };
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    try {
      const { type, otherType, text } = entry;
      const date = entry.time ? `${entry.date}T${entry.time}` : entry.date;
      const result = await quickMeeting(ledger, { type, otherType, date, text }, { today, me });
      keepEntry(own, space, undefined);
      setEntry({ ...blank, type });
      setSaved(result.id);
      void pokeBadge();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Section title={t('popup.quick.title')}>
      <Card pad>
        <form
          class="space-y-2"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div class="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-2">
            <SelectField
              label={t('popup.quick.type')}
              name="type"
              value={entry.type}
              options={MEETING_TYPES.map((type) => ({ value: type, label: tDynamic(`life.type.${type}`) }))}
              onChange={(type) => set({ type })}
            />
            <DateField
              label={t('popup.quick.date')}
              name="date"
              value={entry.date}
              onChange={(date) => set({ date })}
            />
          </div>
          {entry.type === 'other' && (
            <TextField
              label={t('popup.quick.otherType')}
              name="otherType"
              value={entry.otherType}
              onChange={(otherType) => set({ otherType })}
            />
          )}
          <div class="grid grid-cols-[7rem_minmax(0,1fr)] gap-2">
            <TimeField
              label={t('popup.quick.time')}
              name="time"
              value={entry.time}
              onChange={(time) => set({ time })}
            />
            <TextField
              label={t('popup.quick.what')}
              name="text"
              value={entry.text}
              placeholder={t('popup.quick.whatHint')}
              onChange={(text) => set({ text })}
              onEnter={() => void save()}
            />
          </div>
          <div class="flex items-center justify-end gap-2">
            <Button
              kind="quiet"
              small
              action="full-form"
              onClick={() => showInPanel(`/life/new?types=${entry.type}`)}
            >
              {t('popup.quick.full')}
            </Button>
            <Button type="submit" action="save-quick" busy={busy}>
              {t('popup.quick.save')}
            </Button>
          </div>
        </form>
        {saved && (
          <div class="flex items-center gap-2" role="status">
            <Pill tone="ok">{t('popup.quick.saved')}</Pill>
            <span class="flex-1" />
            <Button small action="open-quick" onClick={() => showInPanel(`/life/meeting/${saved}/edit`)}>
              {t('popup.quick.more')}
            </Button>
          </div>
        )}
        {fault && <FaultNote fault={fault} />}
      </Card>
    </Section>
  );
}
