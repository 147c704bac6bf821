import type { ComponentChildren } from 'preact';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { myRecord, type MyRecord as Found } from '../../lib/life/my-record';
import type { Rec } from '../../lib/ledger';
import { developmentInForce } from '../../lib/rulebook/whole-packs';
import type { DevelopmentPack } from '../../lib/rules/development-pack';
import { packText } from '../../lib/rules/pack';
import {
  Card,
  meetingName,
  Pill,
  Row,
  Section,
  useLedger,
  useLive,
  useMemberName,
  useScope,
  useToday,
} from '../ui';
import { dayText } from './today-page';

/** 我的登记: what the branch has entered about the person of this profile. Nothing of anybody else, and no judgement. */
export function MyRecord() {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const found = useLive(async () => {
    const record = await myRecord(ledger, me, today);
    return { ...record, pack: record.cases.length ? await developmentInForce(ledger) : undefined };
  }, [me, today]);
  if (!found?.member) return null;
  return (
    <>
      <Talks talks={found.talks} />
      <Leaves leaves={found.leaves} />
      {found.pack && <Cases cases={found.cases} pack={found.pack} />}
      <Consents consents={found.consents} />
      <Floating records={found.floating} />
      <Details member={found.member} />
    </>
  );
}

function Talks({ talks }: Pick<Found, 'talks'>) {
  const nameOf = useMemberName();
  if (!talks.length) return null;
  return (
    <Section title={t('members.mine.talks')}>
      <Card>
        {talks.map(({ id, fields }) => (
          <Row
            key={id}
            title={
              <span class="font-normal">{t('members.mine.talkWith', { name: nameOf(fields.talker) })}</span>
            }
            meta={[
              dayText(fields.on),
              typeof fields.measures === 'string' && t('members.mine.measures', { text: fields.measures }),
            ]
              .filter(Boolean)
              .join(' · ')}
            to={`/life/talk/${id}`}
          />
        ))}
      </Card>
    </Section>
  );
}

function Leaves({ leaves }: Pick<Found, 'leaves'>) {
  if (!leaves.length) return null;
  return (
    <Section title={t('members.mine.leaves')}>
      <Card>
        {leaves.map(({ meeting, reason }) => (
          <Row
            key={meeting.id}
            title={<span class="font-normal">{meetingName(meeting)}</span>}
            meta={dayText(meeting.fields.startsAt.slice(0, 10))}
            to={`/life/meeting/${meeting.id}`}
            tail={
              <Pill tone={reason ? 'info' : 'unknown'}>
                {reason ? tDynamic(`life.reason.${reason}`) : t('common.unknown')}
              </Pill>
            }
          />
        ))}
      </Card>
    </Section>
  );
}

function Cases({ cases, pack }: Pick<Found, 'cases'> & { pack: DevelopmentPack }) {
  const language = currentLanguage();
  const stage = (id: string): string => {
    const known = pack.stages.find((one) => one.id === id);
    return known ? packText(known.title, language) : id;
  };
  return (
    <>
      {cases.map(({ id, fields }) => (
        <Section key={id} title={t('members.mine.case')} remark={stage(fields.stage)}>
          <Card>
            {pack.steps
              .flatMap((step) => {
                const on = fields.steps?.[step.id]?.on;
                return on ? [{ step, on }] : [];
              })
              .map(({ step, on }) => (
                <Line key={step.id} label={packText(step.title, language)}>
                  {dayText(on)}
                </Line>
              ))}
          </Card>
        </Section>
      ))}
    </>
  );
}

function Consents({ consents }: Pick<Found, 'consents'>) {
  if (!consents.length) return null;
  return (
    <Section title={t('members.consent.title')}>
      <Card>
        {consents.map(({ id, fields }) => (
          <Row
            key={id}
            title={<span class="font-normal">{tDynamic(`members.consent.scope.${fields.scope}`)}</span>}
            meta={[
              tDynamic(`members.consent.form.${fields.form}`),
              t('members.consent.given', { date: dayText(fields.givenOn) }),
            ].join(' · ')}
            tail={
              fields.withdrawnOn && (
                <Pill tone="due">
                  {t('members.consent.withdrawn', { date: dayText(fields.withdrawnOn) })}
                </Pill>
              )
            }
          />
        ))}
      </Card>
    </Section>
  );
}

function Floating({ records }: { records: Found['floating'] }) {
  if (!records.length) return null;
  return (
    <Section title={t('members.mine.floating')}>
      <Card>
        {records.map(({ id, fields }) => (
          <Line key={id} label={dayText(fields.since)}>
            {[
              fields.region,
              fields.organization,
              fields.returnedOn && t('members.mine.returned', { date: dayText(fields.returnedOn) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Line>
        ))}
      </Card>
    </Section>
  );
}

/** Roster details in the order of the roster's form. Notes are the committee's and are not among them. */
const DETAILS = [
  'gender',
  'birth',
  'ethnicity',
  'education',
  'degree',
  'nativePlace',
  'category',
  'joinedOn',
  'fullSince',
  'standing',
  'sponsors',
  'inBranchFrom',
  'employer',
  'job',
  'stratum',
  'phone',
  'address',
  'household',
  'idNumber',
  'mobile',
  'mobileTo',
  'exempt',
] as const satisfies readonly (keyof Rec<'member'>['fields'])[];

function detailText(field: (typeof DETAILS)[number], value: string | boolean): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (field === 'gender') return tDynamic(`branch.gender.${value}`);
  if (field === 'standing') return tDynamic(`branch.standing.${value}`);
  return field === 'category' ? tDynamic(`today.category.${value}`) : value;
}

function Details({ member }: { member: Rec<'member'> }) {
  const lines = DETAILS.flatMap((field) => {
    const value = member.fields[field];
    return value === undefined || value === '' ? [] : [{ field, text: detailText(field, value) }];
  });
  return (
    <Section title={t('members.mine.details')} remark={t('members.mine.detailsHint')}>
      <Card>
        {lines.map(({ field, text }) => (
          <Line key={field} label={tDynamic(`branch.field.${field}`)}>
            {text}
          </Line>
        ))}
      </Card>
    </Section>
  );
}

function Line({ label, children }: { label: string; children: ComponentChildren }) {
  return <Row title={<span class="text-ink-2 font-normal">{label}</span>} tail={<span>{children}</span>} />;
}
