import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { type ConsentInput, erasuresOf, removeConsent, saveConsent } from '../../lib/members/privacy';
import { asFault, type Fault } from '../../lib/records/fault';
import { CONSENT_FORMS, CONSENT_SCOPES } from '../../lib/records/privacy';
import { assertAllowed } from '../life/register-actions';
import {
  Button,
  Card,
  DateField,
  Dialog,
  downloadBlob,
  EmptyState,
  FaultNote,
  Link,
  Note,
  Page,
  Pill,
  Row,
  Section,
  SelectField,
  TextAreaField,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { EraseDialog } from './erase-dialog';

/** 个人信息: consents of one person, everything held about that person as a file, and erasures on request. */
export function PersonPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const id = params.id ?? '';
  const back = `/branch/member/${id}`;
  const [edited, setEdited] = useState<Rec<'consent'> | 'new' | undefined>(undefined);
  const [erasing, setErasing] = useState(false);
  const [busy, setBusy] = useState(false);
  const found = useLive(async () => {
    const member = await ledger.get('member', id);
    const [consents, erasures] = await Promise.all([ledger.linked(id, 'consent'), erasuresOf(ledger, id)]);
    return {
      member,
      consents: consents.sort((a, b) => (a.fields.givenOn < b.fields.givenOn ? 1 : -1)),
      erasures,
    };
  }, [id]);
  if (!found?.member) {
    return (
      <Page title={t('members.person.title')} back={back}>
        {found && (
          <EmptyState title={t('branch.memberMissing')}>
            <Link to="/branch/roster">{t('branch.toRoster')}</Link>
          </EmptyState>
        )}
      </Page>
    );
  }
  const { member, consents, erasures } = found;
  const exportAll = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const { exportPerson } = await import('../../lib/members/person-export');
      const file = await exportPerson(ledger, id);
      downloadBlob(file.blob, file.name);
      toast(t('members.person.exported', { name: member.fields.name }));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={t('members.person.title')} remark={member.fields.name} back={back}>
      <Section
        title={t('members.consent.title')}
        link={
          consents.length > 0 && (
            <Button small icon="plus" action="consent-add" onClick={() => setEdited('new')}>
              {t('members.consent.add')}
            </Button>
          )
        }
      >
        {consents.length === 0 ? (
          <EmptyState
            title={t('members.consent.empty')}
            action={
              <Button action="consent-add" onClick={() => setEdited('new')}>
                {t('members.consent.add')}
              </Button>
            }
          >
            {t('members.consent.emptyHint')}
          </EmptyState>
        ) : (
          <Card>
            {consents.map((consent) => (
              <Row
                key={consent.id}
                title={tDynamic(`members.consent.scope.${consent.fields.scope}`)}
                meta={[
                  tDynamic(`members.consent.form.${consent.fields.form}`),
                  t('members.consent.given', { date: consent.fields.givenOn }),
                  consent.fields.note,
                ]
                  .filter(Boolean)
                  .join(' · ')}
                onClick={() => setEdited(consent)}
                tail={
                  consent.fields.withdrawnOn ? (
                    <Pill tone="due">
                      {t('members.consent.withdrawn', { date: consent.fields.withdrawnOn })}
                    </Pill>
                  ) : undefined
                }
              />
            ))}
          </Card>
        )}
        <p class="text-meta text-ink-3">{t('members.consent.basis')}</p>
      </Section>
      <Section title={t('members.person.copy')}>
        <p class="text-meta text-ink-2">{t('members.person.copyHint')}</p>
        <Button icon="download" busy={busy} action="person-export" onClick={() => void exportAll()}>
          {t('members.person.export')}
        </Button>
      </Section>
      <Section title={t('members.erase.title')}>
        <p class="text-meta text-ink-2">{t('members.erase.hint')}</p>
        {erasures.length > 0 && (
          <Card>
            {erasures.map(({ id: key, fields, stamps }) => (
              <Row
                key={key}
                title={t('members.erase.line', {
                  date: fields.on,
                  count: Object.values(fields.targets).flat().length,
                })}
                meta={[
                  t('members.erase.byRequest', { name: fields.requestedBy }),
                  fields.requestedOn && t('members.erase.requested', { date: fields.requestedOn }),
                  fields.reason,
                  t('members.erase.keptLine', { kept: fields.kept }),
                  stamps.targets && t('members.erase.enteredBy', { name: nameOf(fields.enteredBy) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              />
            ))}
          </Card>
        )}
        <Button kind="danger" action="person-erase" onClick={() => setErasing(true)}>
          {t('members.erase.start')}
        </Button>
        <Note tone="info">{t('members.erase.backups')}</Note>
      </Section>
      {edited && (
        <ConsentDialog
          key={edited === 'new' ? 'new' : edited.id}
          member={id}
          record={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {erasing && <EraseDialog member={member} onClose={() => setErasing(false)} />}
    </Page>
  );
}

function ConsentDialog(props: { member: string; record: Rec<'consent'> | undefined; onClose: () => void }) {
  const { record } = props;
  const ledger = useLedger();
  const today = useToday();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [form, setForm] = useState<ConsentInput>({
    member: props.member,
    scope: record?.fields.scope ?? 'general',
    form: record?.fields.form ?? 'written',
    givenOn: record?.fields.givenOn ?? today,
    withdrawnOn: record?.fields.withdrawnOn ?? '',
    note: record?.fields.note ?? '',
  });
  const set = (patch: Partial<ConsentInput>) => setForm((before) => ({ ...before, ...patch }));
  const run = async (work: () => Promise<{ n?: number }>, message: string) => {
    try {
      const { n } = await work();
      props.onClose();
      toastUndo(ledger, message, n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Dialog
      open
      title={t('members.consent.one')}
      onClose={props.onClose}
      foot={
        <>
          {record && (
            <Button
              kind="danger"
              onClick={() => void run(() => removeConsent(ledger, record), t('members.consent.removed'))}
            >
              {t('branch.remove')}
            </Button>
          )}
          <Button
            kind="primary"
            action="consent-save"
            onClick={() => void run(() => saveConsent(ledger, record, form), t('members.consent.saved'))}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('members.consent.scope')}
        value={form.scope}
        options={CONSENT_SCOPES.map((value) => ({
          value,
          label: tDynamic(`members.consent.scope.${value}`),
        }))}
        onChange={(scope) => set({ scope })}
      />
      <SelectField
        label={t('members.consent.form')}
        value={form.form}
        options={CONSENT_FORMS.map((value) => ({ value, label: tDynamic(`members.consent.form.${value}`) }))}
        onChange={(value) => set({ form: value })}
      />
      <div class="grid grid-cols-2 gap-3">
        <DateField
          label={t('members.consent.givenOn')}
          name="givenOn"
          value={form.givenOn}
          onChange={(givenOn) => set({ givenOn })}
        />
        <DateField
          label={t('members.consent.withdrawnOn')}
          name="withdrawnOn"
          value={form.withdrawnOn}
          hint={t('members.consent.withdrawnHint')}
          onChange={(withdrawnOn) => set({ withdrawnOn })}
        />
      </div>
      <TextAreaField
        label={t('members.col.note')}
        value={form.note}
        rows={2}
        onChange={(note) => set({ note })}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
