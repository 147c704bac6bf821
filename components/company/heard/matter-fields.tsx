import { isListed } from '../../../lib/company/heard/listed';
import {
  filledFrom,
  type MatterInput,
  meetingChoices,
  resolutionsAt,
} from '../../../lib/company/heard/matters';
import { heardOf, type Matter, orderProblems } from '../../../lib/company/heard/order';
import { heardWord, problemWord } from '../../../lib/company/heard/words';
import { bodyWord } from '../../../lib/company/words';
import { t, tDynamic } from '../../../lib/i18n';
import { meetingTitle } from '../../../lib/life/notice';
import { ADOPTIONS, GOVERNING_BODIES } from '../../../lib/records/company';
import { dateOf } from '../../../lib/rules/calendar';
import {
  DateField,
  Link,
  Note,
  Section,
  SelectField,
  TextAreaField,
  TextField,
  useLedger,
  useLive,
  useToday,
} from '../../ui';
import { RecusalFields } from './recusal-fields';
import type { FoundHeard } from './use-heard';

type Days = 'raisedOn' | 'opinionOn' | 'decidedOn' | 'answeredOn' | 'followedOn' | 'dueOn';
type Texts = 'opinion' | 'decision' | 'answer' | 'followUp';

/** The fields of one matter in the order of its way; meetings and their decisions are picked, not typed again. */
export function MatterFields(props: {
  value: MatterInput;
  found: FoundHeard;
  onChange: (patch: Partial<MatterInput>) => void;
}) {
  const { value, found, onChange } = props;
  const ledger = useLedger();
  const today = useToday();
  const meetings = useLive(() => meetingChoices(ledger, today, value.meeting), [today, value.meeting]) ?? [];
  const resolutions = useLive(() => resolutionsAt(ledger, value.meeting), [value.meeting]) ?? [];
  const meeting = meetings.find(({ id }) => id === value.meeting);
  const lines = found.list.filter((line) => line.id === value.listed || isListed(line, today));
  const day = (name: Days) => (
    <DateField
      label={t(`record.matter.${name}`)}
      name={name}
      value={value[name]}
      onChange={(next) => onChange({ [name]: next })}
    />
  );
  const text = (name: Texts, hint?: string) => (
    <TextAreaField
      label={t(`record.matter.${name}`)}
      name={name}
      rows={2}
      value={value[name]}
      hint={hint}
      onChange={(next) => onChange({ [name]: next })}
    />
  );
  return (
    <>
      <Section title={t('heard.part.matter')}>
        <TextField
          label={t('record.matter.title')}
          name="title"
          value={value.title}
          required
          placeholder={t('heard.titleHint')}
          onChange={(title) => onChange({ title })}
        />
        <div class="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={t('heard.listed')}
            name="listed"
            value={value.listed}
            empty={t('heard.notListed')}
            options={lines.map(({ id, fields }) => ({ value: id, label: fields.title }))}
            onChange={(listed) => onChange({ listed })}
          />
          {found.units.length > 0 && (
            <SelectField
              label={t('record.matter.unit')}
              name="unit"
              value={value.unit}
              empty={t('posts.wholeCompany')}
              options={found.units.map(({ id, fields }) => ({ value: id, label: fields.name }))}
              onChange={(unit) => onChange({ unit })}
            />
          )}
          {day('raisedOn')}
        </div>
      </Section>
      <Section title={t('heard.part.opinion')} remark={t('heard.opinionHint')}>
        <div class="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={t('record.matter.meeting')}
            name="meeting"
            value={value.meeting}
            empty={t('heard.noMeeting')}
            hint={value.meeting && !meeting ? t('heard.meetingElsewhere') : undefined}
            options={meetings.map(({ id, fields }) => ({
              value: id,
              label: `${dateOf(fields.startsAt)} ${meetingTitle(fields)}`,
            }))}
            onChange={(id) => {
              const chosen = meetings.find((one) => one.id === id);
              onChange(chosen ? filledFrom(value, { meeting: chosen }) : { meeting: '', resolution: '' });
            }}
          />
          {(resolutions.length > 0 || value.resolution) && (
            <SelectField
              label={t('record.matter.resolution')}
              name="resolution"
              value={value.resolution}
              empty={t('heard.noResolution')}
              options={resolutions.map(({ id, fields }) => ({ value: id, label: fields.text.slice(0, 60) }))}
              onChange={(id) => {
                const resolution = resolutions.find((one) => one.id === id);
                onChange(resolution ? filledFrom(value, { resolution }) : { resolution: '' });
              }}
            />
          )}
          {day('opinionOn')}
        </div>
        {meeting && (
          <p class="text-meta">
            <Link to={`/life/meeting/${meeting.id}`} class="text-red-ink underline">
              {t('heard.toMeeting')}
            </Link>
          </p>
        )}
        {text('opinion')}
      </Section>
      <Section title={t('heard.part.decision')}>
        <div class="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={t('record.matter.body')}
            name="body"
            value={value.body}
            empty={t('posts.unsaid')}
            options={GOVERNING_BODIES.map((body) => ({ value: body, label: bodyWord(body) }))}
            onChange={(body) => onChange({ body })}
          />
          {day('decidedOn')}
        </div>
        {text('decision')}
        <TextField
          label={t('record.matter.document')}
          name="document"
          value={value.document}
          placeholder={t('heard.documentHint')}
          onChange={(document) => onChange({ document })}
        />
      </Section>
      <RecusalFields
        value={value.recusals ?? []}
        found={found}
        onChange={(recusals) => onChange({ recusals })}
      />
      <Section title={t('heard.part.answer')}>
        <div class="grid gap-3 sm:grid-cols-2">
          <SelectField
            label={t('record.matter.adopted')}
            name="adopted"
            value={value.adopted}
            empty={t('heard.unknown')}
            options={ADOPTIONS.map((adopted) => ({
              value: adopted,
              label: tDynamic(`record.value.adopted.${adopted}`),
            }))}
            onChange={(adopted) => onChange({ adopted })}
          />
          {day('answeredOn')}
        </div>
        {text('answer', t('heard.answerHint'))}
      </Section>
      <Section title={t('heard.part.follow')}>
        <div class="grid gap-3 sm:grid-cols-2">
          {day('dueOn')}
          {day('followedOn')}
        </div>
        {text('followUp')}
      </Section>
      <OrderNote value={value} found={found} meetingOn={meeting && dateOf(meeting.fields.startsAt)} />
    </>
  );
}

/** What the days say while they are typed: in which order it went, and what to look at. */
function OrderNote(props: { value: MatterInput; found: FoundHeard; meetingOn: string | undefined }) {
  const { value, found, meetingOn } = props;
  const matter = Object.fromEntries(
    Object.entries(value).filter(
      ([name, said]) => !['seen', 'recusals', 'attachments'].includes(name) && said !== '',
    ),
  ) as unknown as Matter;
  const heard = heardOf(matter, meetingOn);
  const problems = orderProblems(matter, {
    listed: found.list.find(({ id }) => id === value.listed)?.fields,
    ...(meetingOn ? { meetingOn } : {}),
  });
  return (
    <Note tone={problems.length ? 'due' : 'info'}>
      <p role="status" data-heard={heard}>
        {t('heard.orderNow', { state: heardWord(heard) })}
      </p>
      {problems.length > 0 && (
        <ul class="list-disc pl-4">
          {problems.map((problem) => (
            <li key={problem}>{problemWord(problem)}</li>
          ))}
        </ul>
      )}
    </Note>
  );
}
