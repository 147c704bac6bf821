import { useMemo } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { DocumentSection, Fact, RecordDocument } from '../../lib/exchange/record-document';
import type { CellValue, SheetColumn, SheetModel } from '../../lib/exchange/sheet-write';
import { contentHash, subtitleLine } from '../../lib/exchange/sheet-write/content';
import { percent } from '../../lib/life/register-sheets';

/** One record as it is printed; the same model makes the Word file. */
export function PaperRecord({ paper }: { paper: RecordDocument }) {
  return (
    <article class="paper-sheet">
      <h1>{paper.title}</h1>
      <p class="paper-under">
        {paper.branch}
        {paper.mark && `　【${paper.mark}】`}
      </p>
      <Facts facts={paper.facts} />
      {paper.sections.map((section) => (
        <section key={section.heading}>
          <h2>{section.heading}</h2>
          <SectionBody section={section} />
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

/** A table as it is printed, with lines to sign on. */
export function PaperTable({ sheet }: { sheet: SheetModel }) {
  const line = useMemo(() => subtitleLine(sheet, contentHash(sheet)), [sheet]);
  const total = sheet.columns.reduce((sum, column) => sum + column.width, 0);
  const grouped = sheet.columns.some((column) => column.group);
  return (
    <article class="paper-sheet">
      <h1>{sheet.title}</h1>
      <p class="paper-under">{line}</p>
      <table class="paper-fixed">
        <colgroup>
          {sheet.columns.map((column, at) => (
            <col key={at} style={{ width: `${(column.width / total) * 100}%` }} />
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
      <div class="paper-closing">
        {sheet.footer?.map((text) => (
          <div key={text}>{text}</div>
        ))}
      </div>
      <Signatures
        labels={[t('exchange.signMaker'), t('exchange.signSecretary'), t('exchange.doc.signDate')]}
      />
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

/** Facts two to a line; a wide one has a line to itself. */
function Facts({ facts }: { facts: readonly Fact[] }) {
  const lines: Fact[][] = [];
  for (const fact of facts) {
    const last = lines[lines.length - 1];
    if (!fact.wide && last?.length === 1 && !last[0]?.wide) last.push(fact);
    else lines.push([fact]);
  }
  return (
    <table class="paper-fixed">
      <colgroup>
        {['18%', '32%', '18%', '32%'].map((width, at) => (
          <col key={at} style={{ width }} />
        ))}
      </colgroup>
      <tbody>
        {lines.map((line) => (
          <tr key={line[0]?.label}>
            {line.flatMap((fact) => [
              <th key={`${fact.label} name`} scope="row">
                {fact.label}
              </th>,
              <td key={fact.label} colSpan={line.length === 1 ? 3 : 1}>
                {fact.value}
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SectionBody({ section }: { section: DocumentSection }) {
  switch (section.kind) {
    case 'facts':
      return <Facts facts={section.facts} />;
    case 'list':
      return (
        <>
          {section.items.map((item, index) => (
            <p key={index} class="paper-text">
              {index + 1}. {item}
            </p>
          ))}
        </>
      );
    case 'text':
      return (
        <>
          {section.text
            .split('\n')
            .filter((line) => line.trim())
            .map((line, index) => (
              <p key={index} class="paper-text">
                {line.trim()}
              </p>
            ))}
        </>
      );
    case 'table': {
      const total = section.columns.reduce((sum, column) => sum + column.share, 0);
      return (
        <table>
          <thead>
            <tr>
              {section.columns.map((column) => (
                <th key={column.header} style={{ width: `${(column.share / total) * 100}%` }}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {section.rows.map((row, index) => (
              <tr key={index}>
                {section.columns.map((column, at) => (
                  <td key={column.header} class={column.small ? 'paper-small' : ''}>
                    {row[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
  }
}
