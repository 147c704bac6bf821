import type { DocumentSection, Fact } from '../../lib/exchange/record-document';

/** Facts two to a line; a wide one has a line to itself. */
export function PaperFacts({ facts }: { facts: readonly Fact[] }) {
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

/** The body of a titled part, as it is printed. */
export function PaperSection({ section }: { section: DocumentSection }) {
  switch (section.kind) {
    case 'facts':
      return <PaperFacts facts={section.facts} />;
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
