import { useMemo } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { RecordDocument } from '../../lib/exchange/record-document';
import type { CellValue, SheetColumn, SheetModel } from '../../lib/exchange/sheet-write';
import { contentHash, subtitleLine } from '../../lib/exchange/sheet-write/content';
import { percent } from '../../lib/life/register-sheets';
import { PaperFacts, PaperSection } from '../ui/paper-section';

/** One record as it is printed; the same model makes the Word file. */
export function PaperRecord({ paper }: { paper: RecordDocument }) {
  return (
    <article class="paper-sheet">
      <h1>{paper.title}</h1>
      <p class="paper-under">
        {paper.branch}
        {paper.mark && `　【${paper.mark}】`}
      </p>
      <PaperFacts facts={paper.facts} />
      {paper.sections.map((section) => (
        <section key={section.heading}>
          <h2>{section.heading}</h2>
          <PaperSection section={section} />
        </section>
      ))}
      <Signatures labels={paper.signatures} />
      <footer class="paper-closing">
        {paper.closing.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </footer>
    </article>
  );
}

/** A column's part of the width: days and amounts are never broken. */
const weightOf = ({ kind, width }: SheetColumn): number =>
  kind === 'date' ? Math.max(width, 14) : kind === 'money' ? Math.max(width, 9.5) : width;

/** A table as it is printed, with lines to sign on. */
export function PaperTable(props: {
  sheet: SheetModel;
  /** Fingerprint of the whole of which this table is a part; its own when absent. */
  hash?: string;
  /** Another part follows: closing lines and lines to sign on stand under the last one. */
  open?: boolean;
}) {
  const { sheet, hash } = props;
  const line = useMemo(() => subtitleLine(sheet, hash ?? contentHash(sheet)), [sheet, hash]);
  const total = sheet.columns.reduce((sum, column) => sum + weightOf(column), 0);
  const grouped = sheet.columns.some((column) => column.group);
  return (
    <article class="paper-sheet">
      <h1>{sheet.title}</h1>
      <p class="paper-under">{line}</p>
      <table class="paper-fixed">
        <colgroup>
          {sheet.columns.map((column, at) => (
            <col key={at} style={{ width: `${(weightOf(column) / total) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          {grouped && <tr>{groupsOf(sheet.columns)}</tr>}
          <tr>
            {sheet.columns.map(
              (column, at) => (!grouped || column.group) && <th key={at}>{column.header}</th>,
            )}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row, index) => (
            <tr key={index}>
              {sheet.columns.map((column, at) => (
                <td key={at}>{cellText(row[at], column)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!props.open && (
        <>
          <div class="paper-closing">
            {sheet.footer?.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </div>
          <Signatures
            labels={[t('exchange.signMaker'), t('exchange.signSecretary'), t('exchange.doc.signDate')]}
          />
        </>
      )}
    </article>
  );
}

const cellText = (value: CellValue, column: SheetColumn): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'number' && column.kind === 'percent'
      ? percent(value)
      : typeof value === 'number' && column.kind === 'money'
        ? value.toFixed(2)
        : String(value);

function groupsOf(columns: readonly SheetColumn[]) {
  const heads = [];
  for (let from = 0; from < columns.length; from += 1) {
    const column = columns[from];
    let to = from;
    if (column?.group) while (columns[to + 1]?.group === column.group) to += 1;
    heads.push(
      <th key={from} colSpan={to - from + 1} rowSpan={column?.group ? 1 : 2}>
        {column?.group ?? column?.header}
      </th>,
    );
    from = to;
  }
  return heads;
}

const Signatures = ({ labels }: { labels: readonly string[] }) => (
  <div class="paper-sign">
    {labels.map((label) => (
      <span key={label}>
        {label}
        <i />
      </span>
    ))}
  </div>
);
