import type { ComponentChildren } from 'preact';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { agendaOf, attachmentsOf } from '../../lib/life/draft';
import type { MatterStep } from '../../lib/life/matters';
import { placeText, timeSpan, typeNames } from '../../lib/life/notice';
import { entryDateOf } from '../../lib/life/warnings';
import { dateOf, formatDate, formatWeekday } from '../../lib/rules/calendar';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import {
  Card,
  downloadBlob,
  IconButton,
  Link,
  MemberName,
  NotYet,
  Pill,
  Row,
  Section,
  toastFault,
  useLedger,
  useToday,
} from '../ui';
import { AttachmentName, Thumbnail } from './attachment-view';
import { educationNames } from '../ui/education';
import { clipMeta } from './form-agenda';
import { carryRoute, MatterChain, nextTypeOf } from './matter-chain';
import { PersonLink } from './person-link';

/** When it happened and when it was entered, where, and who led it. */
export function MeetingFacts({
  meeting,
  groupName,
}: {
  meeting: Rec<'meeting'>;
  groupName: string | undefined;
}) {
  const { fields } = meeting;
  const today = useToday();
  const language = currentLanguage();
  const day = dateOf(fields.startsAt);
  const year = { year: day.slice(0, 4) !== today.slice(0, 4) };
  const person = (value: string | undefined) => value && <PersonLink id={value} />;
  const rows: [string, ComponentChildren][] = [
    [t('life.field.types'), typeNames(fields).join(t('life.typeJoin'))],
    [
      t('life.happened'),
      `${formatDate(day, language, year)} ${formatWeekday(day, language)} ${timeSpan(fields)}`,
    ],
    [t('life.field.place'), placeText(fields) || (fields.mode && tDynamic(`life.mode.${fields.mode}`))],
    [t('life.field.dayKinds'), dayKindNames(fields)],
    [t('lists.educationTitle'), educationNames(fields.education)],
    [t('life.field.group'), groupName],
    [t('life.field.host'), person(fields.host)],
    [t('life.field.recorder'), person(fields.recorder)],
    [t('life.field.lecturer'), person(fields.lecturer)],
    [t('life.field.guests'), fields.guests],
    [t('life.field.creditHours'), fields.creditHours],
  ];
  const entered = fields.enteredAt && entryDateOf(fields.enteredAt);
  return (
    <Card pad>
      <dl class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {rows
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([label, value]) => (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ))}
        {entered && (
          <Fact label={t('life.entered')}>
            {formatDate(entered, language, { year: entered.slice(0, 4) !== today.slice(0, 4) })}
            {fields.enteredBy && (
              <>
                {' · '}
                <MemberName id={fields.enteredBy} />
              </>
            )}
          </Fact>
        )}
      </dl>
    </Card>
  );
}

/** What a 主题党日 held, in the words of the pack. */
function dayKindNames(fields: Rec<'meeting'>['fields']): string {
  const kinds = lifePack().themeDay.kinds.filter((kind) => fields.dayKinds?.[kind.id]);
  return kinds.map((kind) => packText(kind.title, currentLanguage())).join(t('life.nameJoin'));
}

const Fact = (props: { label: string; children: ComponentChildren }) => (
  <>
    <dt class="text-meta text-ink-3 pt-px">{props.label}</dt>
    <dd class="min-w-0 break-words">{props.children}</dd>
  </>
);

/** Meetings between which matters are handed on. */
const CARRYING = ['committee', 'general', 'group'] as const;

/** 议程, with the material under each item and the way of each matter through meetings. */
export function MeetingAgenda({
  meeting,
  clips,
  chains,
}: {
  meeting: Rec<'meeting'>;
  clips: ReadonlyMap<string, Rec<'clip'>>;
  chains: ReadonlyMap<string, MatterStep[]>;
}) {
  const agenda = agendaOf(meeting.fields);
  return (
    <Section
      title={t('life.field.agenda')}
      link={<Link to={`/study/declare?meeting=${meeting.id}`}>{t('life.declareStudy')}</Link>}
    >
      <Card>
        {agenda.map((item, index) => {
          const clip = item.clip ? clips.get(item.clip) : undefined;
          return (
            <Row
              key={item.id}
              lead={<span class="text-ink-3 w-4">{index + 1}</span>}
              title={item.text}
              meta={clip ? clipMeta(clip) : item.clip && t('life.agenda.clipGone')}
              to={clip && `/study/clip/${clip.id}`}
              below={<MatterChain chain={chains.get(item.id)} here={meeting.id} />}
              tail={
                CARRYING.some((type) => meeting.fields.types[type]) &&
                !item.clip && (
                  <Link class="text-meta" to={carryRoute(meeting, item.id)}>
                    {tDynamic(`matter.next.${nextTypeOf(meeting.fields.types)}`)}
                  </Link>
                )
              }
            />
          );
        })}
        {!agenda.length && <Row title={<Pill tone="unknown">{t('common.unknown')}</Pill>} />}
      </Card>
    </Section>
  );
}

/** Attachments with their fingerprint, to look at and to save. */
export function MeetingFiles({ meeting }: { meeting: Rec<'meeting'> }) {
  const ledger = useLedger();
  const files = attachmentsOf(meeting.fields);
  if (!files.length) return null;
  return (
    <Section title={t('life.field.attachments')} remark={t('life.attachment.fingerprint')}>
      <Card>
        <NotYet of={meeting.fields.attachments} />
        {files.map((file) => (
          <div key={file.id} class="flex items-center gap-2.5 px-3 py-2">
            <Thumbnail file={file} large={file.role !== 'file'} />
            <AttachmentName file={file} />
            <IconButton
              icon="download"
              label={t('life.attachment.save', { name: file.name })}
              onClick={() =>
                void ledger.getBlob(file).then((blob) => downloadBlob(blob, file.name), toastFault)
              }
            />
          </div>
        ))}
      </Card>
    </Section>
  );
}
