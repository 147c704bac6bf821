import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { type Case, removeCase, saveCase } from '../../lib/members/cases';
import type { CommitResult } from '../../lib/ledger';
import { checkCase, formerSteps, stepStates, type StepState } from '../../lib/rules/development';
import { developmentInForce, knownPacks } from '../../lib/rulebook/whole-packs';
import type { DevelopmentPack } from '../../lib/rules/development-pack';
import { packText } from '../../lib/rules/pack';
import { loadWorkCalendar, type WorkCalendar } from '../../lib/rules/workdays';
import {
  Card,
  confirmDialog,
  EmptyState,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  SelectField,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useQuery,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { fieldWord as kindFieldWord, type NameOf, valueWord } from '../ui/record-words';
import { toastUndo } from '../ui/toast-undo';
import { CaseFindings } from './case-findings';
import { CaseHelpers } from './case-helpers';
import { CaseMore } from './case-more';
import { CaseOffers } from './case-offers';
import { CaseReviews } from './case-reviews';
import { StepDialog } from './step-dialog';
import { stageWord, stepWord } from './words';

/** One admission case: what is due, the 25 steps by stage, and the people who look after it. */
export function CasePage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const found = useLive(async () => {
    const [record, pack, calendar] = await Promise.all([
      ledger.get('developmentCase', id),
      developmentInForce(ledger),
      loadWorkCalendar(),
    ]);
    return { record, pack, calendar };
  }, [id]);
  if (!found) {
    return (
      <Page title={t('members.dev.title')} back="/branch/development">
        {null}
      </Page>
    );
  }
  if (!found.record) {
    return (
      <Page title={t('members.dev.title')} back="/branch/development">
        <EmptyState
          title={t('members.dev.gone')}
          action={<Link to="/branch/development">{t('members.dev.toList')}</Link>}
        >
          {t('members.dev.goneHint')}
        </EmptyState>
      </Page>
    );
  }
  return <CaseView record={found.record} pack={found.pack} calendar={found.calendar} />;
}

function CaseView({
  record,
  pack,
  calendar,
}: {
  record: Case;
  pack: DevelopmentPack;
  calendar: WorkCalendar;
}) {
  const nameOf = useMemberName();
  const ledger = useLedger();
  const today = useToday();
  const asked = useQuery().get('step') ?? undefined;
  const member = useMembers().find((one) => one.id === record.fields.member);
  const [editing, setEditing] = useState<string | undefined>(asked);
  const name = member?.fields.name ?? record.fields.member;
  const states = stepStates(record.fields, pack);
  const findings = checkCase(record.fields, pack, { today, birth: member?.fields.birth, calendar });
  const step = pack.steps.find((one) => one.id === editing);

  const run = async (work: () => Promise<CommitResult>, message: string): Promise<void> => {
    try {
      toastUndo(ledger, message, (await work()).n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const remove = async () => {
    const yes = await confirmDialog({
      title: t('members.dev.removeTitle', { name }),
      body: t('members.dev.removeBody'),
      confirm: t('branch.remove'),
      danger: true,
    });
    if (!yes) return;
    await run(() => removeCase(ledger, record), t('members.dev.removed', { name }));
    navigate('/branch/development', { replace: true });
  };

  return (
    <Page
      title={name}
      remark={stageWord(pack, record.fields.stage)}
      back="/branch/development"
      state={
        record.fields.ended && <Pill tone="unknown">{tDynamic(`members.ended.${record.fields.ended}`)}</Pill>
      }
    >
      <ConflictNote
        id={record.id}
        describe={(field, value) => ({
          label: fieldWord(pack, field, nameOf),
          value: valueWord('developmentCase', field, value, nameOf),
        })}
      />
      <CaseOffers record={record} member={member} pack={pack} />
      <CaseFindings findings={findings} pack={pack} onStep={setEditing} />
      <div class="flex flex-wrap items-end gap-3">
        <div class="min-w-52 flex-1">
          <SelectField
            label={t('members.dev.stage')}
            name="stage"
            value={record.fields.stage}
            options={pack.stages.map((stage) => ({
              value: stage.id,
              label: packText(stage.title, currentLanguage()),
            }))}
            onChange={(stage) =>
              void run(() => saveCase(ledger, record, { stage }, 'caseStage'), t('members.dev.stageSaved'))
            }
          />
        </div>
        {member && <Link to={`/branch/member/${member.id}`}>{t('members.toCard')}</Link>}
      </div>
      {pack.stages.map((stage) => (
        <Stage
          key={stage.id}
          title={packText(stage.title, currentLanguage())}
          states={states.filter((state) => state.step.stage === stage.id)}
          onOpen={setEditing}
        />
      ))}
      <FormerSteps record={record} pack={pack} />
      <CaseHelpers record={record} as="mentors" />
      <CaseHelpers record={record} as="sponsors" />
      <CaseReviews record={record} />
      <CaseMore record={record} onRemove={() => void remove()} />
      <Note tone="info">{t('members.dev.limits')}</Note>
      {step && (
        <StepDialog
          key={step.id}
          record={record}
          pack={pack}
          step={step}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  );
}

/** Days of steps that the steps in force do not have: kept, and shown by the name that they had. */
function FormerSteps({ record, pack }: { record: Case; pack: DevelopmentPack }) {
  const ledger = useLedger();
  const former = formerSteps(record.fields, pack);
  const packs = useLive(
    async () => (former.length ? knownPacks(ledger, 'development') : []),
    [former.length, pack],
  );
  if (!former.length || !packs) return null;
  const named = (id: string): string => {
    const of = packs.find(({ steps }) => steps.some((step) => step.id === id));
    return of ? stepWord(of, id) : id;
  };
  return (
    <Section title={t('members.dev.former')} remark={t('members.dev.formerHint')}>
      <Card>
        {former.map(({ id, on }) => (
          <Row key={id} title={named(id)} tail={<span class="text-meta text-ink-2">{on}</span>} />
        ))}
      </Card>
    </Section>
  );
}

/** A flat field in words, for a note on concurrent changes. */
function fieldWord(pack: DevelopmentPack, field: string, nameOf: NameOf): string {
  const [name = '', element = ''] = field.split('/');
  if (name === 'steps') return stepWord(pack, element);
  if (name === 'documents') return stepWord(pack, element.split(':')[0] ?? '');
  return kindFieldWord('developmentCase', field, nameOf);
}

function Stage(props: { title: string; states: readonly StepState[]; onOpen: (step: string) => void }) {
  const language = currentLanguage();
  const done = props.states.filter((state) => state.on).length;
  return (
    <Section title={props.title} remark={t('members.dev.progress', { done, count: props.states.length })}>
      <Card>
        {props.states.map((state) => (
          <Row
            key={state.step.id}
            lead={
              <span class="text-meta text-ink-3 w-6 shrink-0 pt-0.5 text-right tabular-nums">
                {state.number}
              </span>
            }
            title={packText(state.step.title, language)}
            meta={
              state.missing.length > 0
                ? t('members.dev.missingNames', {
                    names: state.missing
                      .map(({ document }) => packText(document.title, language))
                      .join(t('exchange.listJoin')),
                  })
                : undefined
            }
            onClick={() => props.onOpen(state.step.id)}
            tail={
              state.on ? (
                <span class="text-meta text-ink-2 tabular-nums">{state.on}</span>
              ) : state.skipped ? (
                <Pill tone="unknown">{t('common.unknown')}</Pill>
              ) : undefined
            }
          />
        ))}
      </Card>
    </Section>
  );
}
