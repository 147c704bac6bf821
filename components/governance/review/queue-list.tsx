import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import type { QueueLine } from '../../../lib/review';
import { Card, Pill, Row, showInPane, useMemberName } from '../../ui';
import { periodWord } from '../words';
import { STANDING_TONES } from './words';
import { useRowWindow } from './row-window';

/** The lines of the queue, in their order. Only those near the part that is looked at are drawn. */
export function QueueList(props: {
  lines: readonly QueueLine[];
  chosen: string | undefined;
  to: (line: QueueLine) => string;
}) {
  const { lines, chosen } = props;
  const nameOf = useMemberName();
  const at = chosen === undefined ? -1 : lines.findIndex(({ id }) => id === chosen);
  const { ref, from, to, before, after } = useRowWindow(lines.length, at);
  return (
    <Card>
      <div ref={ref} role="list" class="rows">
        {before > 0 && <div key="before" role="presentation" style={{ height: `${before}px` }} />}
        {lines.slice(from, to).map((line, index) => (
          <Line
            key={line.id}
            line={line}
            place={from + index}
            of={lines.length}
            chosen={line.id === chosen}
            to={props.to(line)}
            nameOf={nameOf}
          />
        ))}
        {after > 0 && <div key="after" role="presentation" style={{ height: `${after}px` }} />}
      </div>
    </Card>
  );
}

function Line(props: {
  line: QueueLine;
  place: number;
  of: number;
  chosen: boolean;
  to: string;
  nameOf: (id: string) => string;
}) {
  const { line, chosen, to, nameOf } = props;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) showInPane(element.current);
  }, [chosen]);
  const meta = [
    line.event
      ? `${line.event.title || t('governance.events.untitled')} · ${line.event.on}`
      : periodWord(line.period),
    line.due && t('review.queue.due', { day: line.due }),
    line.owner && nameOf(line.owner),
    line.openFindings > 0 && t('review.queue.findings', { count: line.openFindings }),
  ];
  return (
    <div
      ref={element}
      role="listitem"
      aria-posinset={props.place + 1}
      aria-setsize={props.of}
      data-row={props.place}
      class={chosen ? 'bg-red-wash' : undefined}
      aria-current={chosen ? 'true' : undefined}
    >
      <Row
        lead={<span class="text-ink-3 w-8 shrink-0 font-semibold tabular-nums">{line.code}</span>}
        title={<span class="font-normal">{line.asked || line.code}</span>}
        meta={meta.filter(Boolean).join(' · ')}
        to={to}
        below={
          <span class="mt-1 flex flex-wrap gap-1.5">
            <Pill tone={STANDING_TONES[line.standing]}>{t(`review.standing.${line.standing}`)}</Pill>
            {line.changedSinceMine && line.standing !== 'changed' && (
              <Pill tone="due">{t('review.changedSinceMine')}</Pill>
            )}
            {line.risk && (
              <Pill tone={line.risk === 'high' ? 'bad' : 'unknown'}>{t(`review.risk.${line.risk}`)}</Pill>
            )}
          </span>
        }
      />
    </div>
  );
}
