import { currentLanguage, t } from '../../lib/i18n';
import { educationOf, type MeetingDraft, toggleEducation } from '../../lib/life/draft';
import type { Meeting } from '../../lib/records';
import { creditHoursOfMeeting } from '../../lib/rules/hours';
import { packText } from '../../lib/rules/pack';
import { Basis, Chips, NumberField, Section, TextAreaField, usePack } from '../ui';
import { EducationBasis, educationName, educationOptions } from '../ui/education';
import type { PartProps } from './form-basics';

/** The fields that only some types of activity have: kinds of a 主题党日, hours of what is studied, phases of an 组织生活会. */
export function TypesPart({ value, set, preview }: PartProps & { preview: Meeting | undefined }) {
  const has = (type: MeetingDraft['types'][number]) => value.types.includes(type);
  const { study } = usePack(value.date || undefined);
  const studies = value.types.some((type) => study.countingTypes.includes(type));
  return (
    <>
      {has('themeDay') && <DayKinds value={value} set={set} />}
      {studies && <Hours value={value} set={set} preview={preview} />}
      {(studies || educationOf(value).length > 0) && <EducationPart value={value} set={set} />}
      {has('orgLife') && (
        <Section title={t('life.part.orgLife')} remark={value.base ? undefined : t('life.part.afterSave')}>
          <TextAreaField
            terms
            label={t('life.field.priorStudy')}
            value={value.priorStudy}
            rows={2}
            placeholder={t('life.part.priorStudyHint')}
            onChange={(priorStudy) => set({ priorStudy })}
          />
          <TextAreaField
            terms
            label={t('life.field.criticism')}
            value={value.criticism}
            rows={3}
            placeholder={t('life.part.criticismHint')}
            onChange={(criticism) => set({ criticism })}
          />
        </Section>
      )}
      {has('appraisal') && !value.base && (
        <p class="text-meta text-ink-3">{t('life.part.appraisalAfterSave')}</p>
      )}
    </>
  );
}

/** What the activity served, filled in from the materials on its agenda. Folded: its line says what is there. */
function EducationPart({ value, set }: PartProps) {
  const chosen = educationOf(value);
  const line = chosen.map(educationName).join(t('life.typeJoin'));
  return (
    <details class="border-line bg-card rounded-card border" data-part="education">
      <summary class="cursor-pointer px-3 py-2">
        <span class="font-semibold">{t('lists.educationTitle')}</span>
        <span class="text-meta text-ink-2"> {line || t('life.part.educationNone')}</span>
      </summary>
      <div class="border-line space-y-1.5 border-t px-3 py-2.5">
        <Chips
          label={t('lists.educationTitle')}
          options={educationOptions()}
          selected={chosen}
          onToggle={(task) => set((form) => toggleEducation(form, task))}
        />
        <p class="text-meta text-ink-3">{t('life.part.educationHint')}</p>
        <EducationBasis />
      </div>
    </details>
  );
}

function DayKinds({ value, set }: PartProps) {
  const pack = usePack(value.date || undefined);
  const language = currentLanguage();
  const rule = pack.themeDay;
  return (
    <Section title={t('life.part.themeDay')}>
      <Chips
        label={t('life.field.dayKinds')}
        options={rule.kinds.map((kind) => ({ value: kind.id, label: packText(kind.title, language) }))}
        selected={value.dayKinds}
        onToggle={(id) =>
          set((form) => ({
            ...form,
            dayKinds: form.dayKinds.includes(id)
              ? form.dayKinds.filter((other) => other !== id)
              : [...form.dayKinds, id],
          }))
        }
      />
      <Basis
        basis={rule.basis}
        sources={pack.sources}
        confidence={rule.confidence}
        wording={packText(rule.wording, language)}
      />
    </Section>
  );
}

/** What an attendee earns, computed or stated, with the rule behind it. One activity counts once, whatever it was. */
function Hours({ value, set, preview }: PartProps & { preview: Meeting | undefined }) {
  const pack = usePack(value.date || undefined);
  const hours = preview && creditHoursOfMeeting(pack, preview);
  const text =
    hours === undefined
      ? t('life.part.hoursUnknown')
      : value.creditHours !== ''
        ? t('life.part.hoursStated', { hours })
        : t('life.part.hoursCounted', { hours });
  return (
    <Section title={t('life.part.hours')} remark={text}>
      <div class="grid grid-cols-2 items-start gap-2 wide:grid-cols-4">
        <NumberField
          label={t('life.field.creditHours')}
          value={value.creditHours === '' ? undefined : Number(value.creditHours)}
          onChange={(stated) => set({ creditHours: stated === undefined ? '' : String(stated) })}
          min={0}
          step={0.5}
          hint={t('life.creditHoursHint')}
        />
        <p class="text-meta text-ink-3 wide:col-span-3 pt-6">
          {value.types.length > 1 && t('life.part.hoursOnce')}
        </p>
      </div>
      <Basis basis={pack.study.basis} sources={pack.sources} confidence={pack.study.confidence} />
    </Section>
  );
}
