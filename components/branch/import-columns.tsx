import { mapFrom, type RosterColumn, setTarget } from '../../lib/branch/roster-columns';
import { ROSTER_TARGETS, type RosterTarget } from '../../lib/branch/roster-targets';
import { t, tDynamic } from '../../lib/i18n';
import type { SheetWarning } from '../../lib/exchange/sheet-read';
import { Card, CheckField, Note, NumberField, Pill, Section, SelectField } from '../ui';
import type { ImportState, Source } from './import-state';
import { categoryOptions, fieldWord } from './words';

/** Second step: what each column is, with sample values; guesses can be corrected. */
export function ImportColumns({ state, source }: { state: ImportState; source: Source }) {
  const { file, sheet, mapping } = source;
  const rows = file.sheets[sheet]?.rows ?? [];
  const warnings = file.warnings.filter(
    (warning) => !warning.sheet || warning.sheet === file.sheets[sheet]?.name,
  );
  return (
    <>
      <Warnings warnings={warnings} />
      <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
        {file.sheets.length > 1 && (
          <SelectField
            label={t('branch.sheet')}
            value={String(sheet)}
            options={file.sheets.map((one, index) => ({
              value: String(index),
              label: one.hidden ? t('branch.sheetHidden', { name: one.name }) : one.name,
            }))}
            onChange={(index) => void state.chooseSheet(Number(index))}
          />
        )}
        <NumberField
          label={t('branch.headerRow')}
          hint={t('branch.headerRowHint')}
          min={0}
          max={rows.length}
          step={1}
          value={mapping.headerRow + 1}
          onChange={(row) => {
            if (row !== undefined && Number.isInteger(row) && row >= 0 && row <= rows.length) {
              state.setMapping(mapFrom(rows, row - 1));
            }
          }}
        />
        <SelectField
          label={t('branch.defaultCategory')}
          value={state.category}
          empty={t('branch.defaultCategoryNone')}
          options={categoryOptions()}
          onChange={state.setCategory}
        />
      </div>
      <Section title={t('branch.columnsTitle')} remark={t('branch.columnsRemark')}>
        <Card>
          {mapping.columns.map((column) => (
            <ColumnRow
              key={column.index}
              column={column}
              onTarget={(target) => state.setMapping(setTarget(mapping, column.index, target))}
            />
          ))}
        </Card>
      </Section>
    </>
  );
}

function ColumnRow({ column, onTarget }: { column: RosterColumn; onTarget: (target: RosterTarget) => void }) {
  const heading = column.heading || t('branch.columnNoHeading', { column: column.index + 1 });
  const left = column.target === 'skip';
  const options = ROSTER_TARGETS.filter(
    (target) => target !== 'idNumber' || column.target === 'idNumber',
  ).map((value) => ({ value, label: fieldWord(value) }));
  return (
    <div class="grid grid-cols-[minmax(0,1fr)_minmax(8rem,11rem)] items-start gap-x-3 gap-y-1 px-3 py-2.5">
      <div class="min-w-0">
        <span class="block font-semibold break-words whitespace-pre-line">{heading}</span>
        <span class="text-meta text-ink-3 block break-words">
          {column.notKept === 'idNumber'
            ? t('branch.notKept.idNumber')
            : column.samples.length > 0 &&
              t('branch.samples', { samples: column.samples.join('、').slice(0, 60) })}
        </span>
        {column.notKept !== 'idNumber' && (
          <span class="mt-1 inline-block">
            {left && column.notKept ? (
              <Pill tone="unknown">{tDynamic(`branch.notKept.${column.notKept}`)}</Pill>
            ) : (
              <Pill
                tone={column.confidence === 'none' ? 'unknown' : column.confidence === 'sure' ? 'ok' : 'info'}
              >
                {t(`branch.confidence.${column.confidence}`)}
              </Pill>
            )}
          </span>
        )}
      </div>
      <SelectField
        label={<span class="sr-only">{t('branch.columnAs', { heading })}</span>}
        value={column.target}
        options={options}
        onChange={onTarget}
      />
      {column.notKept === 'idNumber' && (
        <div class="text-meta col-span-2">
          <CheckField
            label={t('branch.keepId')}
            hint={t('branch.keepIdHint')}
            checked={column.target === 'idNumber'}
            onChange={(keep) => onTarget(keep ? 'idNumber' : 'skip')}
          />
        </div>
      )}
    </div>
  );
}

function Warnings({ warnings }: { warnings: readonly SheetWarning[] }) {
  if (!warnings.length) return null;
  return (
    <Note tone="due">
      {warnings.map((warning) => (
        <span class="block" key={warning.code + warning.sheet}>
          {t(`branch.warning.${warning.code}`, {
            count: warning.count,
            cells:
              warning.cells.join('、') +
              (warning.count > warning.cells.length && warning.cells.length ? '…' : ''),
          })}
        </span>
      ))}
    </Note>
  );
}
