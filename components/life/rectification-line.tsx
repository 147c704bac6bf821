import type { ComponentChildren } from 'preact';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { daysBetween } from '../../lib/rules/calendar';
import { Button, IconButton, Pill, Row, useMemberName, useToday } from '../ui';

type Item = Rec<'rectification'>;

/** One line: the problem, what is done, who and until when, and what came of it. */
export function RectificationLine(props: {
  item: Item;
  /** Where it was found, and whose it is, in a list of many meetings. */
  origin?: ComponentChildren;
  onAsk: (what: 'edit' | 'done' | 'review') => void;
  onReopen: () => void;
  onRemove: () => void;
}) {
  const nameOf = useMemberName();
  const { fields } = props.item;
  const open = fields.state === 'open';
  const unclear = t('life.toBeDecided');
  return (
    <Row
      title={fields.problem}
      meta={
        <>
          {props.origin && <span class="block">{props.origin}</span>}
          <span class="block">{t('types.rectify.measureIs', { text: fields.measure ?? unclear })}</span>
          <span class="block">
            {t('types.rectify.ownerIs', {
              name: fields.owner ? nameOf(fields.owner) : unclear,
              date: fields.dueOn ?? unclear,
            })}
          </span>
          {fields.doneOn && (
            <span class="block">
              {t('types.rectify.doneIs', { date: fields.doneOn, text: fields.result ?? '' })}
            </span>
          )}
          {fields.proof && <span class="block">{t('affairs.rectify.proofIs', { text: fields.proof })}</span>}
          {fields.reviewedOn && (
            <span class="block">
              {t('types.rectify.reviewIs', { date: fields.reviewedOn, text: fields.review ?? '' })}
            </span>
          )}
        </>
      }
      tail={<State item={props.item} />}
      below={
        <div class="mt-1 flex flex-wrap items-center gap-1">
          {open && (
            <Button small action="close-rectification" onClick={() => props.onAsk('done')}>
              {t('types.rectify.close')}
            </Button>
          )}
          {!open && (
            <Button small onClick={() => props.onAsk('review')}>
              {t('types.rectify.look')}
            </Button>
          )}
          {!open && (
            <Button small kind="quiet" onClick={props.onReopen}>
              {t('types.rectify.reopen')}
            </Button>
          )}
          <Button small kind="quiet" onClick={() => props.onAsk('edit')}>
            {t('common.edit')}
          </Button>
          <IconButton icon="trash" label={t('common.delete')} onClick={props.onRemove} />
        </div>
      }
    />
  );
}

/** 余 6 天, amber; 逾期 3 天, red, only after its day. */
function State({ item }: { item: Item }) {
  const today = useToday();
  const { state, dueOn } = item.fields;
  if (state === 'done') return <Pill tone="ok">{t('types.rectify.state.done')}</Pill>;
  if (state === 'dropped') return <Pill tone="unknown">{t('types.rectify.state.dropped')}</Pill>;
  if (!dueOn) return <Pill tone="unknown">{t('life.toBeDecided')}</Pill>;
  const left = daysBetween(today, dueOn);
  if (left < 0) return <Pill tone="bad">{t('life.overdue', { count: -left })}</Pill>;
  return <Pill tone="due">{left === 0 ? t('life.dueToday') : t('life.daysLeft', { count: left })}</Pill>;
}
