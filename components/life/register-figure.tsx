import { currentLanguage, t } from '../../lib/i18n';
import { timeSpan } from '../../lib/life/notice';
import { nameOfRow } from '../../lib/life/register-columns';
import { dueText, heldText, statRemark } from '../../lib/life/register-sheets';
import type { StatColumn, StatRow } from '../../lib/life/register-stats';
import { dateOf } from '../../lib/rules/calendar';
import { packText } from '../../lib/rules/pack';
import { formatPeriod } from '../../lib/rules/periods';
import {
  Basis,
  Button,
  Card,
  Dialog,
  navigate,
  Pill,
  Row,
  useGroups,
  useLedger,
  useLive,
  usePack,
} from '../ui';

/** A figure of the statistics: of one rule, or (without a column) of attendance. */
export interface Figure {
  row: StatRow;
  column?: StatColumn;
}

/** The records behind a figure, what the rule asks for, and on which document it rests. */
export function RegisterFigure({ figure, onClose }: { figure: Figure | undefined; onClose: () => void }) {
  const language = currentLanguage();
  const period = figure ? formatPeriod(figure.row.period, language) : '';
  const name = figure?.column
    ? packText(figure.column.rule.title, language)
    : t('exchange.figure.attendance');
  return (
    <Dialog open={figure !== undefined} title={`${period} · ${name}`} onClose={onClose}>
      {figure && <FigureBody figure={figure} />}
    </Dialog>
  );
}

function FigureBody({ figure: { row, column } }: { figure: Figure }) {
  const ledger = useLedger();
  const language = currentLanguage();
  const pack = usePack();
  const cell = column && row.cells[column.rule.id];
  const outside = new Set(column ? [] : row.attendance.unknown);
  const ids = column ? (cell?.held ?? []) : [...row.attendance.counted, ...row.attendance.unknown];
  const groups = useGroups();
  const meetings = useLive(() => ledger.getMany('meeting', ids), [ids.join()]);
  return (
    <>
      {column && cell && (
        <div class="space-y-1">
          <p>
            {t('exchange.stats.heldOfDue', { held: String(heldText(cell, row)), due: String(dueText(cell)) })}{' '}
            {cell.state && t(`rules.state.${cell.state}`)}
          </p>
          {cell.why && <p class="text-meta text-ink-2">{t(`rules.why.${cell.why}`)}</p>}
          <Basis
            basis={column.rule.basis}
            sources={pack.sources}
            confidence={column.rule.confidence}
            wording={packText(column.rule.wording, language)}
          />
        </div>
      )}
      {!column && <p class="text-meta text-ink-2">{statRemark(row) || t('exchange.stats.allKnown')}</p>}
      {meetings && meetings.length > 0 && (
        <Card>
          {meetings.map((meeting) => (
            <Row
              key={meeting.id}
              title={nameOfRow(
                { meeting },
                { groupName: (group) => groups.find((g) => g.id === group)?.fields.name },
              )}
              meta={`${dateOf(meeting.fields.startsAt)} ${timeSpan(meeting.fields)}`}
              to={`/life/meeting/${meeting.id}`}
              tail={outside.has(meeting.id) && <Pill tone="unknown">{t('common.unknown')}</Pill>}
            />
          ))}
        </Card>
      )}
      {meetings && !meetings.length && (
        <div class="space-y-2">
          <p class="text-ink-2">{t('exchange.figure.none')}</p>
          {column && !column.why && (
            <Button onClick={() => navigate(`/life/new?types=${column.rule.types[0] ?? ''}`)}>
              {t('exchange.emptyAction')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
