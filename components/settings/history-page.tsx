import { useState } from 'preact/hooks';
import { t, tMaybe } from '../../lib/i18n';
import { type ChangeRow, type Ledger, mayUndo } from '../../lib/ledger';
import {
  Button,
  Card,
  EmptyState,
  Link,
  Page,
  Pill,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useScope,
} from '../ui';
import { fieldWord, isPrivateField, kindWord, recordTitle } from '../ui/record-words';
import { recordRoute, stampWhen } from './words';

const PAGE = 30;
const RECORDS = 20;
/** Written by the ledger itself when a record is made. */
const OWN = new Set(['enteredAt', 'enteredBy']);

/** 修改记录: every save of this ledger, newest first, with its author; the last one can be undone. */
export function HistoryPage() {
  const ledger = useLedger();
  const { me } = useScope();
  const [shown, setShown] = useState(PAGE);
  const commits = useLive(() => ledger.recentCommits(shown + 1), [shown]);
  const [busy, setBusy] = useState(false);
  const undone = new Set((commits ?? []).map((row) => row.undoes));

  const undo = async (commit: ChangeRow) => {
    if (commit.n === undefined) return;
    setBusy(true);
    try {
      const { n, kept } = await ledger.undo(commit.n);
      const text = kept.length
        ? t('settings.history.undoneKept', { count: kept.length })
        : t('common.undone');
      const again = async () => {
        if (n !== undefined) await ledger.undo(n);
      };
      toast(text, n === undefined ? {} : { action: { label: t('settings.history.redo'), run: again } });
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page title={t('settings.history')} back="/settings">
      <p class="text-meta text-ink-2">{t('settings.history.intro')}</p>
      {commits?.length === 0 && <EmptyState title={t('settings.history.empty')} />}
      {commits && commits.length > 0 && (
        <Card>
          {commits.slice(0, shown).map((commit, index) => (
            <CommitRow
              key={commit.n}
              commit={commit}
              undone={commit.n !== undefined && undone.has(commit.n)}
              action={
                index === 0 &&
                mayUndo(commit, me) && (
                  <Button small busy={busy} action="undo-last" onClick={() => void undo(commit)}>
                    {t(commit.label === 'undo' ? 'settings.history.redo' : 'settings.history.undoLast')}
                  </Button>
                )
              }
            />
          ))}
        </Card>
      )}
      {commits && commits.length > shown && (
        <Button small onClick={() => setShown(shown + PAGE)}>
          {t('common.showMore')}
        </Button>
      )}
    </Page>
  );
}

function CommitRow(props: { commit: ChangeRow; undone: boolean; action: preact.ComponentChildren }) {
  const { commit } = props;
  const nameOf = useMemberName();
  const [open, setOpen] = useState(false);
  const records = new Set(commit.lines.map((line) => line.r)).size;
  return (
    <div class="flex items-start gap-3 px-3 py-2.5">
      <details class="min-w-0 flex-1" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="cursor-pointer rounded-s">
          <span class="font-semibold">
            {tMaybe(`commit.${commit.label}`) ?? t('settings.history.change')}
          </span>{' '}
          {props.undone && <Pill tone="unknown">{t('common.undone')}</Pill>}
          <span class="text-meta text-ink-2 block">
            {[
              stampWhen(commit.from),
              nameOf(commit.by) || t('common.unknown'),
              t('settings.history.records', { count: records }),
            ].join(' · ')}
          </span>
        </summary>
        {open && <CommitRecords commit={commit} />}
      </details>
      {props.action}
    </div>
  );
}

interface Touched {
  id: string;
  kind: string;
  title: string;
  route: string | undefined;
  fields: string[];
}

async function touchedBy(
  ledger: Ledger,
  commit: ChangeRow,
  nameOf: (id: string | undefined) => string,
): Promise<Touched[]> {
  const found: Touched[] = [];
  for (const line of commit.lines.slice(0, RECORDS)) {
    const record = await ledger.find(line.r);
    const fields: Record<string, unknown> = record?.fields ?? line.f;
    found.push({
      id: line.r,
      kind: line.t,
      title: recordTitle(line.t, fields, nameOf),
      route: record && !record.deleted ? recordRoute(line.t, line.r, fields) : undefined,
      fields: [
        ...new Set(
          Object.keys(line.f)
            .filter((name) => !OWN.has(name))
            .map((name) =>
              fieldWord(line.t, isPrivateField(line.t, name) ? name.replace(/\/.*/s, '') : name, nameOf),
            ),
        ),
      ],
    });
  }
  return found;
}

function CommitRecords({ commit }: { commit: ChangeRow }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const records = useLive(() => touchedBy(ledger, commit, nameOf), [commit.n]);
  if (!records)
    return (
      <p aria-busy="true" class="text-meta text-ink-3 mt-1">
        {t('common.loading')}
      </p>
    );
  return (
    <ul class="border-line mt-1 space-y-1 border-l-2 pl-2.5">
      {records.map((record) => (
        <li key={`${record.id}${record.fields.join()}`} class="break-words">
          {record.route ? (
            <Link to={record.route} class="text-red-ink">
              {record.title}
            </Link>
          ) : (
            record.title
          )}
          <span class="text-meta text-ink-3 block">
            {[kindWord(record.kind), record.fields.slice(0, 8).join(t('settings.listJoin'))]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
      {commit.lines.length > RECORDS && (
        <li class="text-meta text-ink-3">
          {t('settings.history.more', { count: commit.lines.length - RECORDS })}
        </li>
      )}
    </ul>
  );
}
