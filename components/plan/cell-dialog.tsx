import { currentLanguage, t } from '../../lib/i18n';
import { planTitle } from '../../lib/plan/words';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import { formatPeriod } from '../../lib/rules/periods';
import type { PlanPack } from '../../lib/rules/plan-pack';
import { Basis, Button, Card, Dialog, meetingName, navigate, Row, useLedger, useLive } from '../ui';
import type { ChosenCell } from './strip';
import { cellText, dayWords, rowName } from './words';

/** What one month of one kind of activity holds: its records, its items, and what can be begun. */
export function CellDialog(props: {
  chosen: ChosenCell | undefined;
  pack: PlanPack;
  today: string;
  onClose: () => void;
}) {
  const { chosen, onClose } = props;
  return (
    <Dialog
      open={Boolean(chosen)}
      title={chosen ? `${formatPeriod(chosen.cell.month, currentLanguage())} · ${rowName(chosen.row)}` : ''}
      onClose={onClose}
    >
      {chosen && <CellContent {...props} chosen={chosen} />}
    </Dialog>
  );
}

function CellContent(props: { chosen: ChosenCell; pack: PlanPack; today: string }) {
  const { row, cell } = props.chosen;
  const ledger = useLedger();
  const language = currentLanguage();
  const year = Number(cell.month.slice(0, 4));
  const found = useLive(async () => {
    const [meetings, items] = await Promise.all([
      ledger.getMany('meeting', [...cell.held, ...cell.ahead]),
      ledger.getMany('planItem', cell.items),
    ]);
    return { meetings, items };
  }, [cell]);
  const type = row.rule.types[0] ?? '';
  const group = row.group ? `&group=${row.group.id}` : '';
  return (
    <>
      <p>{cellText(cell)}</p>
      {found && (found.meetings.length > 0 || found.items.length > 0) && (
        <Card>
          {found.meetings.map((meeting) => (
            <Row
              key={meeting.id}
              title={meetingName(meeting)}
              meta={[dayWords(meeting.fields.startsAt.slice(0, 10), year), meeting.fields.place]
                .filter(Boolean)
                .join(' · ')}
              to={`/life/meeting/${meeting.id}`}
            />
          ))}
          {found.items.map((item) => (
            <Row
              key={item.id}
              title={planTitle(props.pack, item.fields)}
              meta={t('plan.plannedOn', { day: dayWords(item.fields.on, year) })}
              to={`/plan/item/${item.id}`}
              tail={
                <Button small kind="primary" onClick={() => navigate(`/life/new?plan=${item.id}`)}>
                  {t('plan.start')}
                </Button>
              }
            />
          ))}
        </Card>
      )}
      <div class="flex flex-wrap gap-2">
        <Button
          small
          action="plan-add"
          onClick={() => navigate(`/plan/item/new?types=${type}&month=${cell.month}${group}`)}
        >
          {t('plan.addItem')}
        </Button>
        {cell.month <= props.today.slice(0, 7) && (
          <Button small onClick={() => navigate(`/life/new?types=${type}`)}>
            {t('plan.record')}
          </Button>
        )}
      </div>
      <Basis
        basis={row.rule.basis}
        sources={lifePack().sources}
        confidence={row.rule.confidence}
        wording={packText(row.rule.wording, language)}
      />
    </>
  );
}
