import { useState } from 'preact/hooks';
import { type ImportLine, readList, takeLines } from '../../../lib/company/heard/import-list';
import { t } from '../../../lib/i18n';
import { Button, Card, CheckField, navigate, Note, Page, Pill, useLedger } from '../../ui';
import { toastUndo } from '../../ui/toast-undo';
import { TableSource } from '../table-source';
import { useTableRead } from '../use-table-read';
import { LIST, useHeard } from './use-heard';

/** A 议事清单 from Excel or pasted cells: what each line would become is shown before anything is written. */
export function ImportListPage() {
  const { company, found, mayWrite } = useHeard();
  const ledger = useLedger();
  const [choice, setChoice] = useState<{ of: unknown; left: ReadonlySet<number> } | undefined>(undefined);
  const { lines, fault, busy, read, during } = useTableRead<ImportLine>((rows) =>
    readList(rows, found ?? { list: [], units: [] }),
  );
  if (!company || !found) return null;
  // Of a table just read, what is there already is not chosen.
  const left =
    choice && choice.of === lines
      ? choice.left
      : new Set((lines ?? []).flatMap(({ row, state }) => (state === 'new' ? [] : [row])));
  const chosen = (lines ?? []).filter(({ row, state }) => state !== 'empty' && !left.has(row));
  const take = (): Promise<void> =>
    during(async () => {
      const { n } = await takeLines(ledger, company.companyId, chosen, found.list.length);
      toastUndo(ledger, t('heard.taken', { count: chosen.length }), n);
      navigate(LIST, { replace: true });
    });
  return (
    <Page
      title={t('heard.import')}
      back={LIST}
      foot={
        lines &&
        mayWrite && (
          <Button
            kind="primary"
            busy={busy}
            disabled={!chosen.length}
            action="take-lines"
            onClick={() => void take()}
          >
            {t('heard.importCount', { count: chosen.length })}
          </Button>
        )
      }
    >
      {!mayWrite && <Note tone="info">{t('governance.readOnly')}</Note>}
      <TableSource
        label={t('heard.importFile')}
        hint={t('heard.importHint')}
        busy={busy}
        fault={fault}
        onTable={read}
      />
      {lines && (
        <Card>
          {lines.map(({ row, title, category, basis, from, state, doubts }) => (
            <div key={row} class="flex items-start gap-2 px-3 py-2.5" data-line={state}>
              <div class="min-w-0 flex-1">
                <CheckField
                  label={<span class="break-words">{title || t('heard.import.noTitle', { row })}</span>}
                  checked={state !== 'empty' && !left.has(row)}
                  disabled={state === 'empty'}
                  hint={[
                    category,
                    basis,
                    from,
                    doubts.length > 0 && t('heard.import.doubts', { list: doubts.join(' · ') }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  onChange={(on) => {
                    const next = new Set(left);
                    if (on) next.delete(row);
                    else next.add(row);
                    setChoice({ of: lines, left: next });
                  }}
                />
              </div>
              <Pill tone={state === 'new' ? 'ok' : 'unknown'}>{t(`heard.import.${state}`)}</Pill>
            </div>
          ))}
        </Card>
      )}
    </Page>
  );
}
