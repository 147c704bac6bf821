import { useState } from 'preact/hooks';
import type { ImportPlan, PlanRow, RowDecision, RowIssue } from '../../lib/branch/roster-import';
import { t, tDynamic } from '../../lib/i18n';
import type { Member } from '../../lib/records';
import { Button, Card, EmptyState, IconButton, Note, Pill, Row, Segments, SelectField } from '../ui';
import { useGroupName } from './hooks';
import { categoryOptions, fieldWord, memberLine, valueWord } from './words';

type Action = PlanRow['action'];
const TABS: readonly Action[] = ['add', 'change', 'same', 'skip'];
const PAGE = 100;

/** Third step: the dry run. Every row says what happens and why, and can be decided otherwise. */
export function ImportPlanView(props: {
  plan: ImportPlan;
  busy: boolean;
  onDecide: (row: number, decision: RowDecision | undefined) => Promise<void>;
}) {
  const { plan } = props;
  const [tab, setTab] = useState<Action>(
    () => TABS.find((action) => plan.counts[action] > 0 && action !== 'same') ?? 'same',
  );
  const [count, setCount] = useState(PAGE);
  const known = useGroupName();
  const groupName = (id: string): string =>
    plan.newGroups.find((group) => group.id === id)?.name ?? known(id);
  const rows = plan.rows.filter((row) => row.action === tab);
  return (
    <>
      {plan.newGroups.length > 0 && (
        <Note tone="info">
          {t('branch.newGroups', { names: plan.newGroups.map((group) => group.name).join('、') })}
        </Note>
      )}
      <Segments
        label={t('branch.tab')}
        value={tab}
        options={TABS.map((value) => ({
          value,
          label: t(`branch.tab.${value}`, { count: plan.counts[value] }),
        }))}
        onChange={(value) => {
          setTab(value);
          setCount(PAGE);
        }}
      />
      {rows.length === 0 ? (
        <EmptyState title={t(`branch.tabEmpty.${tab}`)} />
      ) : (
        <Card>
          {rows.slice(0, count).map((row) => (
            <PlanRowView
              key={row.row}
              row={row}
              groupName={groupName}
              busy={props.busy}
              onDecide={props.onDecide}
            />
          ))}
        </Card>
      )}
      {rows.length > count && (
        <div class="flex items-center justify-between">
          <span class="text-meta text-ink-3">
            {t('common.shownOf', { shown: count, count: rows.length })}
          </span>
          <Button small onClick={() => setCount(count + PAGE)}>
            {t('common.showMore')}
          </Button>
        </div>
      )}
    </>
  );
}

function issueText(code: string, issue: RowIssue | undefined, row: PlanRow): string {
  return tDynamic(`branch.reason.${code}`, {
    text: issue?.text ?? '',
    field: issue?.field ? fieldWord(issue.field) : '',
    row: row.sameAsRow ?? '',
  });
}

function PlanRowView(props: {
  row: PlanRow;
  groupName: (id: string) => string;
  busy: boolean;
  onDecide: (row: number, decision: RowDecision | undefined) => Promise<void>;
}) {
  const { row, groupName } = props;
  const held = row.issues.find((issue) => issue.code === row.reason);
  const others = row.issues.filter((issue) => issue !== held && issue.code !== row.reason);
  const decide = (decision: RowDecision | undefined): void => void props.onDecide(row.row, decision);
  return (
    <Row
      title={row.name || t('branch.rowNo', { row: row.row })}
      meta={
        <>
          {row.action === 'change' || (row.action === 'skip' && row.reason)
            ? null
            : summary(row, groupName).join(' · ')}
          {row.action === 'skip' && row.reason && (
            <span class="text-due block">{issueText(row.reason, held, row)}</span>
          )}
          {row.diffs.map((diff) => (
            <span class="block" key={diff.field}>
              {diff.before === undefined
                ? t('branch.diffSet', {
                    field: fieldWord(diff.field),
                    after: valueWord(diff.field, diff.after, groupName),
                  })
                : t('branch.diff', {
                    field: fieldWord(diff.field),
                    before: valueWord(diff.field, diff.before, groupName),
                    after: valueWord(diff.field, diff.after, groupName),
                  })}
            </span>
          ))}
          {row.action === 'add' && row.namesakes.length > 0 && (
            <span class="text-due block">{t('branch.namesake')}</span>
          )}
          {others.map((issue) => (
            <span class="text-due block" key={issue.code + (issue.field ?? '')}>
              {issueText(issue.code, issue, row)}
            </span>
          ))}
        </>
      }
      tail={
        <>
          {row.decided && <Pill tone="info">{t('branch.decided')}</Pill>}
          <span class="text-meta text-ink-3">{t('branch.rowNo', { row: row.row })}</span>
          {(row.action === 'add' || row.action === 'change') && !row.decided && (
            <IconButton
              icon="close"
              label={t('branch.skipRow')}
              disabled={props.busy}
              onClick={() => decide({ do: 'skip' })}
            />
          )}
        </>
      }
      below={<Decisions row={row} busy={props.busy} groupName={groupName} decide={decide} />}
    />
  );
}

/** What a person can say about a row. Rows that are as they should be need no word. */
function Decisions(props: {
  row: PlanRow;
  busy: boolean;
  groupName: (id: string) => string;
  decide: (decision: RowDecision | undefined) => void;
}) {
  const { row, busy, decide } = props;
  const isPerson = row.name !== '' && row.reason !== 'notPerson' && row.reason !== 'badName';
  const needsCategory = row.reason === 'noCategory' || row.reason === 'unknownCategory';
  // A new person of a known name may be the known one with a mistyped date.
  const candidates = row.action === 'skip' ? row.candidates : row.action === 'add' ? row.namesakes : [];
  if (row.action !== 'skip' && !candidates.length && !row.decided) return null;
  return (
    <div class="mt-1.5 flex flex-wrap items-end gap-1.5">
      {isPerson &&
        candidates.map((member) => (
          <div key={member.id} class="flex w-full flex-wrap items-center gap-x-2 gap-y-1">
            <Button small disabled={busy} onClick={() => decide({ do: 'update', member: member.id })}>
              {t('branch.updateThis', { name: member.fields.name })}
            </Button>
            <span class="text-meta text-ink-3 min-w-0">{memberHint(member, props.groupName)}</span>
          </div>
        ))}
      {row.action === 'skip' && isPerson && !needsCategory && (
        <Button small disabled={busy} onClick={() => decide({ do: 'add' })}>
          {t('branch.addAnyway')}
        </Button>
      )}
      {row.action === 'skip' && isPerson && needsCategory && (
        <SelectField<Member['category']>
          label={t('branch.addAs')}
          value=""
          empty={t('branch.chooseCategory')}
          disabled={busy}
          options={categoryOptions()}
          onChange={(category) => decide({ do: 'add', category })}
        />
      )}
      {row.decided && (
        <Button small kind="quiet" disabled={busy} onClick={() => decide(undefined)}>
          {t('branch.undecide')}
        </Button>
      )}
    </div>
  );
}

/** What tells one member from another of the same name. */
const memberHint = (member: PlanRow['candidates'][number], groupName: (id: string) => string): string =>
  [member.fields.birth && t('branch.bornOn', { date: member.fields.birth }), memberLine(member, groupName)]
    .filter(Boolean)
    .join(' · ');

function summary(row: PlanRow, groupName: (id: string) => string): string[] {
  const { category, birth, joinedOn, posts, phone } = row.fields;
  return [
    category && valueWord('category', category, groupName),
    row.group && groupName(row.group),
    posts && valueWord('posts', posts, groupName),
    birth && t('branch.bornOn', { date: birth }),
    joinedOn && t('branch.joinedOn', { date: joinedOn }),
    phone,
  ].filter((part) => part !== undefined && part !== '') as string[];
}
