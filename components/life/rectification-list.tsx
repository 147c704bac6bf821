import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { removeRectification, reopenRectification } from '../../lib/life/rectifications';
import { daysBetween } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  EmptyState,
  IconButton,
  Note,
  Pill,
  Row,
  Section,
  toastFault,
  useLedger,
  useMemberName,
  useQuery,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { RectificationDialog, RectificationOutcome } from './rectification-dialogs';
import { useExportAllowed } from './export-allowed';
import { exportRectification, printRectification } from './types-actions';
import { undoToast } from './undo-toast';
import { describeField } from './words';

type Item = Rec<'rectification'>;
type Asked = { what: 'edit' | 'done' | 'review'; item: Item } | { what: 'new'; subject?: string };

/** 会后整改: the list of an 组织生活会, of the branch and person by person, checked off where it is read. */
export function RectificationList({ meeting, items }: { meeting: string; items: readonly Item[] }) {
  const ledger = useLedger();
  const query = useQuery();
  const nameOf = useMemberName();
  const wanted = query.get('rectification');
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  useEffect(() => {
    // An unfinished line is gone on with from 今日.
    const item = items.find(({ id }) => id === wanted);
    if (item) setAsked({ what: 'edit', item });
    else if (wanted === 'new') setAsked({ what: 'new' });
  }, [wanted]);
  const subjects = [...new Set(items.map((item) => item.fields.subject ?? ''))];
  const run = async (work: () => Promise<number | undefined>, message: string) => {
    try {
      undoToast(ledger, message, await work());
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const close = () => setAsked(undefined);
  const open = items.filter((item) => item.fields.state === 'open').length;

  return (
    <Section
      title={t('types.rectify.list')}
      id="rectification"
      remark={items.length ? t('types.rectify.counts', { count: items.length, open }) : undefined}
      link={
        <Button small icon="plus" action="add-rectification" onClick={() => setAsked({ what: 'new' })}>
          {t('types.rectify.add')}
        </Button>
      }
    >
      <ConflictNote
        id={items.map((item) => item.id)}
        describe={(field, value) => describeField(field, value, nameOf)}
      />
      {!items.length && (
        <EmptyState
          title={t('types.rectify.empty')}
          action={<Button onClick={() => setAsked({ what: 'new' })}>{t('types.rectify.add')}</Button>}
        >
          {t('types.rectify.emptyHint')}
        </EmptyState>
      )}
      {subjects.map((subject) => (
        <div key={subject} class="space-y-1">
          <div class="flex items-center gap-2">
            <h3 class="text-ink-2 flex-1 font-semibold">
              {subject ? nameOf(subject) : t('types.rectify.branch')}
            </h3>
            {subjects.length > 1 && <Paper meeting={meeting} subject={subject} />}
          </div>
          <Card>
            {items
              .filter((item) => (item.fields.subject ?? '') === subject)
              .map((item) => (
                <Line
                  key={item.id}
                  item={item}
                  onAsk={(what) => setAsked({ what, item })}
                  onReopen={() =>
                    void run(() => reopenRectification(ledger, item.id), t('types.rectify.reopened'))
                  }
                  onRemove={() =>
                    void run(() => removeRectification(ledger, item.id), t('types.rectify.removed'))
                  }
                />
              ))}
          </Card>
        </div>
      ))}
      {items.length > 0 && <Paper meeting={meeting} />}
      {asked?.what === 'new' && (
        <RectificationDialog meeting={meeting} subject={asked.subject} onClose={close} />
      )}
      {asked?.what === 'edit' && <RectificationDialog meeting={meeting} item={asked.item} onClose={close} />}
      {(asked?.what === 'done' || asked?.what === 'review') && (
        <RectificationOutcome item={asked.item} what={asked.what} onClose={close} />
      )}
    </Section>
  );
}

/** One line: the problem, what is done, who and until when, and what came of it. */
function Line(props: {
  item: Item;
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

/** Word and print: of the whole list, or of one person's lines alone. */
function Paper({ meeting, subject }: { meeting: string; subject?: string }) {
  const ledger = useLedger();
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState(false);
  if (!allowed) return subject === undefined ? <Note tone="info">{t('fault.E423')}</Note> : null;
  const small = subject !== undefined;
  const word = async () => {
    setBusy(true);
    await exportRectification(ledger, meeting, subject).catch(toastFault);
    setBusy(false);
  };
  return (
    <div class="flex flex-wrap gap-2">
      <Button
        small={small}
        kind={small ? 'quiet' : 'plain'}
        busy={busy}
        action="rectification-docx"
        onClick={() => void word()}
      >
        {t('life.exportWord')}
      </Button>
      <Button
        small={small}
        kind={small ? 'quiet' : 'plain'}
        onClick={() => {
          try {
            printRectification(meeting, subject);
          } catch (thrown) {
            toastFault(thrown);
          }
        }}
      >
        {t('life.print')}
      </Button>
    </div>
  );
}
