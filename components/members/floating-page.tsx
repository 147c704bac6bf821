import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import {
  CONTACT_DAYS,
  contactState,
  type Floating,
  type FloatingForm,
  listFloating,
  markedOnly,
  mobileFrom,
  noteContact,
} from '../../lib/members/floating';
import { lifePack } from '../../lib/rules/packs';
import {
  Basis,
  Button,
  Card,
  EmptyState,
  Page,
  Pill,
  Row,
  Section,
  Segments,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useQuery,
  useToday,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { toastUndo } from '../ui/toast-undo';
import { FloatingDialog } from './floating-dialog';
import { SlipMake } from './slip-make';
import { SlipOpen } from './slip-open';

type Edited = { record?: Floating; given?: Partial<FloatingForm> };

/** 流动党员: who is away, who lives here, when each was last in touch, and the slip between two branches. */
export function FloatingPage() {
  const ledger = useLedger();
  const today = useToday();
  const members = useMembers();
  const nameOf = useMemberName();
  const asked = useQuery().get('direction') === 'in' ? 'in' : 'out';
  const [direction, setDirection] = useState<'out' | 'in'>(asked);
  const [edited, setEdited] = useState<Edited | undefined>(undefined);
  const [slip, setSlip] = useState<Floating | 'open' | undefined>(undefined);
  const records = useLive(() => listFloating(ledger), []);
  const wanted = useQuery().get('record') ?? '';
  useEffect(() => {
    // The register opens a line of it here.
    const record = wanted && records?.find(({ id }) => id === wanted);
    if (record) setEdited({ record });
  }, [wanted, records === undefined]);
  const pack = lifePack();
  const rule = pack.thresholds.mobileMonths;
  const shown = (records ?? []).filter((record) => record.fields.direction === direction);
  const marked = direction === 'out' ? markedOnly(members, records ?? []) : [];
  const name = (record: Floating): string => record.fields.name ?? nameOf(record.fields.member);

  const touch = async (record: Floating) => {
    try {
      const { n } = await noteContact(ledger, record, today);
      toastUndo(ledger, t('members.flow.touched', { name: name(record), date: today }), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const add = (
    <Button kind="primary" icon="plus" action="floating-add" onClick={() => setEdited({})}>
      {t(direction === 'out' ? 'members.flow.addOut' : 'members.flow.addIn')}
    </Button>
  );
  const open = (
    <Button icon="upload" action="slip-open" onClick={() => setSlip('open')}>
      {t('members.slip.open')}
    </Button>
  );
  const count = (of: 'out' | 'in'): number =>
    (records ?? []).filter(({ fields }) => fields.direction === of && !fields.returnedOn).length;
  return (
    <Page title={t('members.flow.title')} back="/branch">
      <Segments
        label={t('members.col.direction')}
        value={direction}
        options={[
          { value: 'out', label: t('members.flow.out', { count: count('out') }) },
          { value: 'in', label: t('members.flow.in', { count: count('in') }) },
        ]}
        onChange={setDirection}
      />
      {records && shown.length + marked.length === 0 ? (
        <EmptyState
          title={t(direction === 'out' ? 'members.flow.emptyOut' : 'members.flow.emptyIn')}
          action={
            <>
              {add}
              {direction === 'in' && open}
            </>
          }
        >
          {t(direction === 'out' ? 'members.flow.emptyOutHint' : 'members.flow.emptyInHint')}
        </EmptyState>
      ) : (
        <div class="flex flex-wrap gap-2">
          {add}
          {direction === 'in' && open}
          <RegisterLink register="floating" />
        </div>
      )}
      {marked.length > 0 && (
        <Section title={t('members.flow.markedOnly')}>
          <Card>
            {marked.map((member) => (
              <Row
                key={member.id}
                title={member.fields.name}
                meta={member.fields.mobileTo}
                tail={
                  <Button
                    small
                    label={t('members.flow.registerOf', { name: member.fields.name })}
                    onClick={() =>
                      setEdited({ given: { member: member.id, region: member.fields.mobileTo ?? '' } })
                    }
                  >
                    {t('members.flow.registerNow')}
                  </Button>
                }
              />
            ))}
          </Card>
        </Section>
      )}
      {shown.length > 0 && (
        <Card>
          {shown.map((record) => {
            const contact = contactState(record, today);
            const { fields } = record;
            const isYoung = direction === 'out' && !fields.returnedOn && mobileFrom(record, pack) > today;
            return (
              <Row
                key={record.id}
                title={name(record)}
                meta={[
                  fields.region,
                  t('members.since', { date: fields.since }),
                  fields.organization,
                  fields.returnedOn
                    ? t('members.flow.returned', { date: fields.returnedOn })
                    : contact.last
                      ? t('members.flow.lastOn', { date: contact.last })
                      : t('members.flow.neverContacted'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                onClick={() => setEdited({ record })}
                below={
                  <div class="mt-1.5 flex flex-wrap items-center gap-1.5">
                    {contact.overdue && (
                      <Pill tone="due">{t('members.flow.overdue', { count: contact.days })}</Pill>
                    )}
                    {isYoung && (
                      <Pill tone="info">{t('members.flow.notYet', { date: mobileFrom(record, pack) })}</Pill>
                    )}
                    {!fields.returnedOn && (
                      <Button
                        small
                        icon="check"
                        action="floating-contact"
                        label={t('members.flow.touchOf', { name: name(record) })}
                        onClick={() => void touch(record)}
                      >
                        {t('members.flow.touch')}
                      </Button>
                    )}
                    {direction === 'out' && !fields.returnedOn && (
                      <Button
                        small
                        icon="download"
                        action="slip-make"
                        label={t('members.slip.makeOf', { name: name(record) })}
                        onClick={() => setSlip(record)}
                      >
                        {t('members.slip.make')}
                      </Button>
                    )}
                  </div>
                }
              />
            );
          })}
        </Card>
      )}
      <div class="text-meta text-ink-3 space-y-1">
        <p>{t('members.flow.note', { months: rule.value, days: CONTACT_DAYS })}</p>
        <Basis basis={rule.basis} sources={pack.sources} confidence={rule.confidence} />
      </div>
      {edited && (
        <FloatingDialog
          key={edited.record?.id ?? `new${edited.given?.member ?? ''}`}
          record={edited.record}
          direction={direction}
          given={edited.given}
          onClose={() => setEdited(undefined)}
        />
      )}
      {slip === 'open' && <SlipOpen onClose={() => setSlip(undefined)} />}
      {slip && slip !== 'open' && <SlipMake record={slip} onClose={() => setSlip(undefined)} />}
    </Page>
  );
}
