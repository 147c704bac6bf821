import { aliasWrites, chosenMembers, type ChosenNames, nobodyChosen } from '../../lib/branch/chosen-names';
import { t, tDynamic } from '../../lib/i18n';
import { STUDY_FORMS } from '../../lib/records/study';
import { lifePack } from '../../lib/rules/packs';
import { declareStudy } from '../../lib/study/hours/study-logs';
import {
  DateField,
  navigate,
  NumberField,
  Segments,
  SelectField,
  TextField,
  useDraft,
  useLedger,
  useLive,
  useMembers,
  useToday,
} from '../ui';
import { NamesField } from './names-field';
import { OthersFrame, type OthersProps } from './others-frame';
import { undoToast } from './undo-toast';

interface StudyForm {
  names: ChosenNames;
  on: string;
  form: (typeof STUDY_FORMS)[number];
  unit: 'hours' | 'minutes';
  amount: number | null;
  clip: string;
  subject: string;
}

const DRAFT = 'others:study';
/** Latest materials that are offered. */
const MATERIALS = 40;

/** 学习 of many members, confirmed by whoever enters it. */
export function OthersStudy({ choice }: OthersProps) {
  const ledger = useLedger();
  const today = useToday();
  const members = useMembers().filter((member) => !member.fields.leftOn);
  const clips = useLive(() => ledger.list('clip', { reverse: true, limit: MATERIALS }), []);
  const draft = useDraft<StudyForm>({
    id: DRAFT,
    form: 'others',
    title: (value) => value.subject,
    route: '/new/others?what=study',
    initial: () => ({
      names: nobodyChosen(),
      on: today,
      form: 'collective',
      unit: 'hours',
      amount: 1,
      clip: '',
      subject: '',
    }),
  });
  const { value, set } = draft;
  if (!value) return null;
  const { ids } = chosenMembers(value.names, members);
  const enter = async () => {
    const result = await declareStudy(
      ledger,
      lifePack(),
      {
        members: ids,
        on: value.on,
        form: value.form,
        hours: value.unit === 'hours' ? (value.amount ?? undefined) : undefined,
        minutes: value.unit === 'minutes' ? (value.amount ?? undefined) : undefined,
        clip: value.clip || undefined,
        subject: value.clip ? undefined : value.subject,
      },
      { confirmed: true, today, draft: DRAFT, also: await aliasWrites(ledger, value.names.answers) },
    );
    draft.done();
    const entered = ids.length - result.already.length;
    undoToast(
      ledger,
      result.already.length
        ? t('study.enteredSome', { count: entered, already: result.already.length })
        : t('study.entered', { count: entered }),
      result.n,
    );
    navigate('/new', { replace: true });
  };
  return (
    <OthersFrame choice={choice} draft={draft} count={ids.length} enter={enter}>
      <NamesField value={value.names} members={members} onChange={(names) => set({ names })} />
      <SelectField
        label={t('types.others.material')}
        value={value.clip}
        empty={t('types.others.noMaterial')}
        options={(clips ?? []).map((clip) => ({ value: clip.id, label: clip.fields.title }))}
        onChange={(clip) => set({ clip })}
      />
      {!value.clip && (
        <TextField
          label={t('study.subject')}
          value={value.subject}
          placeholder={t('study.subjectHint')}
          onChange={(subject) => set({ subject })}
        />
      )}
      <div class="grid grid-cols-2 gap-3">
        <DateField label={t('study.on')} value={value.on} max={today} onChange={(on) => set({ on })} />
        <SelectField
          label={t('study.form')}
          value={value.form}
          options={STUDY_FORMS.map((form) => ({ value: form, label: tDynamic(`today.form.study.${form}`) }))}
          onChange={(form) => set({ form })}
        />
        <NumberField
          label={t(value.unit === 'hours' ? 'study.hours' : 'study.minutes')}
          value={value.amount ?? undefined}
          min={0}
          onChange={(amount) => set({ amount: amount ?? null })}
        />
        <div class="self-end">
          <Segments
            label={t('study.unit')}
            options={[
              { value: 'hours', label: t('study.hours') },
              { value: 'minutes', label: t('study.minutes') },
            ]}
            value={value.unit}
            onChange={(unit) => set({ unit })}
          />
        </div>
      </div>
    </OthersFrame>
  );
}
