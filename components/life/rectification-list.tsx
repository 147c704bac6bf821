import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { removeRectification, reopenRectification } from '../../lib/life/rectifications';
import {
  Button,
  Card,
  EmptyState,
  Note,
  Section,
  toastFault,
  useLedger,
  useMemberName,
  useQuery,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { RectificationDialog, RectificationOutcome } from './rectification-dialogs';
import { useExportAllowed } from './export-allowed';
import { RectificationLine } from './rectification-line';
import { exportRectification, printRectification } from './types-actions';
import { undoToast } from './undo-toast';

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
      <ConflictNote id={items.map((item) => item.id)} />
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
                <RectificationLine
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
