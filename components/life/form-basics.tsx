import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { MeetingDraft, MeetingMode } from '../../lib/life/draft';
import type { MeetingWarning } from '../../lib/life/warnings';
import type { MeetingType } from '../../lib/records/meeting';
import { formatWeekday, isCivilDate } from '../../lib/rules/calendar';
import {
  Chips,
  DateField,
  MemberPicker,
  Note,
  NumberField,
  Segments,
  SelectField,
  TextField,
  TimeField,
  useGroups,
  usePack,
} from '../ui';
import { typeOptions } from './words';

export interface PartProps {
  value: MeetingDraft;
  set: (patch: Partial<MeetingDraft> | ((value: MeetingDraft) => MeetingDraft)) => void;
}

/** Chips shown at once; the others are behind 更多类型. */
const USUAL = 4;
const MODES: readonly MeetingMode[] = ['inPerson', 'hybrid', 'online'];

/** What, when, where, who leads. */
export function BasicsPart({
  value,
  set,
  onTypes,
  warnings,
}: PartProps & { onTypes: (types: MeetingType[]) => void; warnings: readonly MeetingWarning[] }) {
  const groups = useGroups();
  const options = typeOptions();
  const [all, setAll] = useState(false);
  const hidden = options.slice(USUAL);
  const showAll = all || hidden.some((option) => value.types.includes(option.value));
  const has = (type: MeetingType) => value.types.includes(type);
  // What is studied has its hours in a part of its own.
  const { study } = usePack(value.date || undefined);
  const studies = value.types.some((type) => study.countingTypes.includes(type));
  const says = (code: MeetingWarning['code']) => warnings.some((warning) => warning.code === code);
  const toggle = (type: MeetingType) =>
    onTypes(has(type) ? value.types.filter((other) => other !== type) : [...value.types, type]);

  return (
    <div class="space-y-3">
      <div class="flex flex-wrap items-center gap-1.5">
        <Chips
          label={t('life.field.types')}
          options={showAll ? options : options.slice(0, USUAL)}
          selected={value.types}
          onToggle={toggle}
        />
        {!showAll && (
          <button
            type="button"
            class="text-meta border-line-strong bg-card rounded-full border border-dashed px-3 py-1"
            onClick={() => setAll(true)}
          >
            {t('life.moreTypes')}
          </button>
        )}
      </div>
      {has('other') && (
        <TextField
          label={t('life.field.otherType')}
          value={value.otherType}
          onChange={(otherType) => set({ otherType })}
          placeholder={t('life.otherTypeHint')}
        />
      )}
      {has('group') && (
        <SelectField
          label={t('life.field.group')}
          value={value.group}
          empty={t('life.chooseGroup')}
          options={groups.map((group) => ({ value: group.id, label: group.fields.name }))}
          onChange={(group) => set({ group })}
          error={says('groupUnknown') ? t('life.warn.groupUnknown') : undefined}
        />
      )}
      <div class="grid grid-cols-2 gap-2 wide:grid-cols-4">
        <div class="wide:col-span-1 col-span-2">
          <DateField
            label={
              isCivilDate(value.date)
                ? t('life.dateWith', { weekday: formatWeekday(value.date, currentLanguage()) })
                : t('life.field.date')
            }
            value={value.date}
            onChange={(date) => set({ date })}
          />
        </div>
        <TimeField label={t('life.field.start')} value={value.start} onChange={(start) => set({ start })} />
        <TimeField label={t('life.field.endsAt')} value={value.end} onChange={(end) => set({ end })} />
        <div class="wide:col-span-1 col-span-2">
          <Segments
            showLabel
            label={t('life.field.mode')}
            options={MODES.map((mode) => ({ value: mode, label: tDynamic(`life.modeShort.${mode}`) }))}
            value={value.mode || undefined}
            onChange={(mode) => set({ mode })}
          />
        </div>
      </div>
      {says('endBeforeStart') && <Note tone="due">{t('life.warn.endBeforeStart')}</Note>}
      <TextField
        label={value.mode === 'online' ? t('life.onlinePlace') : t('life.field.place')}
        value={value.place}
        onChange={(place) => set({ place })}
      />
      <div class="grid grid-cols-2 gap-2 wide:grid-cols-4">
        <MemberPicker
          label={t('life.field.host')}
          value={value.host || undefined}
          onChange={(host) => set({ host: host ?? '' })}
          allowFree
        />
        <MemberPicker
          label={t('life.field.recorder')}
          value={value.recorder || undefined}
          onChange={(recorder) => set({ recorder: recorder ?? '' })}
          allowFree
        />
        {has('lecture') && (
          <MemberPicker
            label={t('life.field.lecturer')}
            value={value.lecturer || undefined}
            onChange={(lecturer) => set({ lecturer: lecturer ?? '' })}
            allowFree
          />
        )}
      </div>
      <details class="text-body" open={Boolean(value.title || value.guests || value.creditHours)}>
        <summary class="text-meta text-red-ink inline-block min-h-6 cursor-pointer rounded-s">
          {t('life.moreFields')}
        </summary>
        <div class="wide:grid-cols-3 mt-2 grid gap-2 min-[420px]:grid-cols-2">
          <TextField
            label={t('life.field.title')}
            value={value.title}
            onChange={(title) => set({ title })}
            hint={t('life.titleHint')}
          />
          <TextField
            label={t('life.field.guests')}
            value={value.guests}
            onChange={(guests) => set({ guests })}
            hint={t('life.guestsHint')}
          />
          {!studies && (
            <NumberField
              label={t('life.field.creditHours')}
              value={value.creditHours === '' ? undefined : Number(value.creditHours)}
              onChange={(hours) => set({ creditHours: hours === undefined ? '' : String(hours) })}
              min={0}
              step={0.5}
              hint={t('life.part.hoursNone')}
            />
          )}
        </div>
      </details>
    </div>
  );
}
