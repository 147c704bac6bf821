import { t, tDynamic } from '../../lib/i18n';
import { meetingTitle } from '../../lib/life/notice';
import type { SummaryDraft } from '../../lib/yearly/summary';
import { DateField, Section, SelectField, TextField, useLedger, useLive, useToday } from '../ui';

/** Kinds of activities that adopt a summary. */
const ADOPT = ['general', 'committee'] as const;

/** Who adopted a summary, and when: choosing the activity fills in both. */
export function Adoption(props: { value: SummaryDraft; set: (patch: Partial<SummaryDraft>) => void }) {
  const ledger = useLedger();
  const today = useToday();
  const { value, set } = props;
  const meetings = useLive(async () => {
    const found = await ledger.list('meeting', {
      from: `${value.year}-07`,
      to: `${Number(value.year) + 1}-06`,
      reverse: true,
    });
    return found.filter(
      ({ fields }) => fields.startsAt.slice(0, 10) <= today && ADOPT.some((type) => fields.types[type]),
    );
  }, [value.year, today]);
  const choose = (id: string) => {
    const meeting = meetings?.find((one) => one.id === id);
    const type = ADOPT.find((one) => meeting?.fields.types[one]);
    set(
      meeting && type
        ? {
            meeting: id,
            adoptedOn: meeting.fields.startsAt.slice(0, 10),
            adoptedBy: tDynamic(`life.type.${type}`),
          }
        : { meeting: '' },
    );
  };
  return (
    <Section title={t('affairs.summary.adoption')} remark={t('affairs.summary.adoptionHint')}>
      {meetings && meetings.length > 0 && (
        <SelectField
          label={t('affairs.summary.meeting')}
          value={value.meeting}
          empty={t('affairs.choose')}
          options={meetings.map(({ id, fields }) => ({
            value: id,
            label: `${fields.startsAt.slice(0, 10)} ${meetingTitle(fields)}`,
          }))}
          onChange={choose}
        />
      )}
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <TextField
          label={t('affairs.summary.adoptedBy')}
          value={value.adoptedBy}
          placeholder={t('life.type.general')}
          onChange={(adoptedBy) => set({ adoptedBy })}
        />
        <DateField
          label={t('affairs.summary.adoptedOn')}
          value={value.adoptedOn}
          max={today}
          onChange={(adoptedOn) => set({ adoptedOn })}
        />
      </div>
    </Section>
  );
}
