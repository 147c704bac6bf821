import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type Case, listCases, startCase } from '../../lib/members/cases';
import { asFault, type Fault } from '../../lib/records/fault';
import { type CaseContext, checkCase, lastStep, stepStates } from '../../lib/rules/development';
import { developmentInForce } from '../../lib/rulebook/whole-packs';
import type { DevelopmentPack } from '../../lib/rules/development-pack';
import { loadWorkCalendar } from '../../lib/rules/workdays';
import {
  Button,
  Card,
  DataTable,
  DateField,
  Dialog,
  EmptyState,
  FaultNote,
  MemberPicker,
  navigate,
  Page,
  Pill,
  Row,
  Segments,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useToday,
  useWide,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { toastUndo } from '../ui/toast-undo';
import { stageWord, stepWord } from './words';

interface Line {
  record: Case;
  name: string;
  stage: string;
  last: string;
  on: string;
  missing: number;
  warnings: number;
  due: string;
}

/** 发展党员: every case with where it stands, what is missing, and the register to take out. */
export function DevelopmentPage() {
  const ledger = useLedger();
  const today = useToday();
  const wide = useWide();
  const nameOf = useMemberName();
  const members = useMembers();
  const [starting, setStarting] = useState(false);
  const [shown, setShown] = useState<'open' | 'ended'>('open');
  const found = useLive(async () => {
    const [cases, pack, calendar] = await Promise.all([
      listCases(ledger),
      developmentInForce(ledger),
      loadWorkCalendar(),
    ]);
    return { cases, pack, calendar };
  }, []);
  if (!found) {
    return (
      <Page title={t('members.dev.title')} back="/branch">
        {null}
      </Page>
    );
  }
  const { cases, pack, calendar } = found;
  const ended = cases.filter((one) => one.fields.ended).length;
  const lines = cases
    .filter((one) => Boolean(one.fields.ended) === (shown === 'ended'))
    .map((record) =>
      lineOf(record, pack, {
        name: nameOf(record.fields.member),
        birth: members.find((member) => member.id === record.fields.member)?.fields.birth,
        today,
        calendar,
      }),
    );
  const start = (
    <Button kind="primary" icon="plus" action="case-start" onClick={() => setStarting(true)}>
      {t('members.dev.start')}
    </Button>
  );
  const route = (line: Line): string => `/branch/development/${line.record.id}`;
  return (
    <Page title={t('members.dev.title')} back="/branch" remark={t('members.dev.remark')}>
      {cases.length === 0 ? (
        <EmptyState title={t('members.dev.empty')} action={start}>
          {t('members.dev.emptyHint')}
        </EmptyState>
      ) : (
        <>
          <div class="flex flex-wrap items-center justify-between gap-2">
            {start}
            <RegisterLink register="development" />
          </div>
          {ended > 0 && (
            <Segments
              label={t('members.dev.show')}
              value={shown}
              options={[
                { value: 'open', label: t('members.dev.open', { count: cases.length - ended }) },
                { value: 'ended', label: t('members.dev.ended', { count: ended }) },
              ]}
              onChange={setShown}
            />
          )}
          {wide ? (
            <DataTable
              key={shown}
              label={t('members.dev.title')}
              rows={lines}
              rowKey={(line) => line.record.id}
              onOpen={(line) => navigate(route(line))}
              columns={[
                column('name', (line) => line.name),
                column('stage', (line) => line.stage),
                column('lastStep', (line) => line.last),
                column('lastOn', (line) => line.on),
                column('due', (line) => line.due),
                column('missingCount', (line) => (line.missing ? String(line.missing) : '')),
                column('warnings', (line) => (line.warnings ? String(line.warnings) : '')),
              ]}
            />
          ) : (
            <Card>
              {lines.map((line) => (
                <Row
                  key={line.record.id}
                  to={route(line)}
                  title={line.name}
                  meta={[line.stage, [line.last, line.on].filter(Boolean).join(' ')]
                    .filter(Boolean)
                    .join(' · ')}
                  tail={
                    <>
                      {line.warnings > 0 && (
                        <Pill tone="due">{t('members.dev.warnings', { count: line.warnings })}</Pill>
                      )}
                      {line.missing > 0 && (
                        <Pill tone="unknown">{t('members.dev.missing', { count: line.missing })}</Pill>
                      )}
                    </>
                  }
                />
              ))}
            </Card>
          )}
        </>
      )}
      {starting && <StartDialog pack={pack} onClose={() => setStarting(false)} />}
    </Page>
  );
}

const column = (key: string, of: (line: Line) => string) => ({
  key,
  header: t(`members.col.${key}` as 'members.col.name'),
  cell: of,
  value: of,
});

function lineOf(record: Case, pack: DevelopmentPack, about: CaseContext & { name: string }): Line {
  const findings = checkCase(record.fields, pack, about);
  const last = lastStep(record.fields, pack);
  const due = findings.find((finding) => finding.code === 'dueBy' || finding.code === 'overdue');
  return {
    record,
    name: about.name,
    stage: stageWord(pack, record.fields.stage),
    last: last ? stepWord(pack, last.step.id) : '',
    on: last?.on ?? '',
    missing: stepStates(record.fields, pack).reduce(
      (sum, state) => sum + state.missing.length + (state.skipped ? 1 : 0),
      0,
    ),
    warnings: findings.filter((finding) => finding.level === 'warn').length,
    due: due ? `${stepWord(pack, due.steps[0] ?? '')} ${due.params.date}` : '',
  };
}

function StartDialog({ pack, onClose }: { pack: DevelopmentPack; onClose: () => void }) {
  const ledger = useLedger();
  const members = useMembers();
  const [person, setPerson] = useState<string | undefined>(undefined);
  const [appliedOn, setAppliedOn] = useState('');
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const save = async () => {
    const known = members.find((member) => member.id === person);
    try {
      const result = await startCase(ledger, pack, {
        member: known?.id,
        name: known ? undefined : person,
        appliedOn,
      });
      onClose();
      toastUndo(ledger, t('members.dev.started', { name: known?.fields.name ?? person ?? '' }), result.n);
      navigate(`/branch/development/${result.id}`);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Dialog
      open
      title={t('members.dev.start')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" action="case-start-save" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <MemberPicker
        label={t('members.dev.person')}
        hint={t('members.dev.personHint')}
        value={person}
        allowFree
        onChange={setPerson}
      />
      <DateField
        label={t('members.dev.appliedOn')}
        name="appliedOn"
        value={appliedOn}
        onChange={setAppliedOn}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
