import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import type { EntryRecord } from '../../lib/reentry/fields';
import { changedSince, markFiled, nextUnfiled, unmarkFiled } from '../../lib/reentry/filings';
import { meetingTitle } from '../../lib/life/notice';
import { arranged, arrangeSystem, withHidden, withOrder } from '../../lib/reentry/systems';
import { styleOf } from '../../lib/reentry/style';
import {
  Button,
  Card,
  Kbd,
  Link,
  MemberName,
  Note,
  Page,
  toast,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { ArrangeRow, CopyRow } from './entry-rows';
import { SystemSettings } from './system-settings';

/** True while somebody types: a letter is a letter then. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** The fields of one record in the order of one system: copied one after the other, by pointer or by the key N. */
export function EntrySheet(props: {
  entry: EntryRecord;
  system: Rec<'reportSystem'>;
  filing: Rec<'filing'> | undefined;
  choose: ComponentChildren;
  onRemoved: () => void;
}) {
  const ledger = useLedger();
  const today = useToday();
  const { entry, system, filing } = props;
  const [arranging, setArranging] = useState(false);
  const [copied, setCopied] = useState<readonly string[]>([]);
  const [last, setLast] = useState<string | undefined>(undefined);
  const layout = system.fields.layouts?.[entry.kind];
  const all = arranged(entry.fields(styleOf(system.fields)), layout);
  const asked = all.filter((field) => !field.hidden);
  const filled = asked.filter((field) => field.text);
  /** The field after the one that was copied last; the first one at the start. */
  const after = (key: string | undefined) =>
    asked.slice(asked.findIndex((field) => field.key === key) + 1).find((field) => field.text);
  const next = after(last);
  // Two quick presses come before the screen is drawn anew: the place is kept outside of it.
  const place = useRef(last);
  place.current = last;

  const copy = async (key: string | undefined) => {
    const field = asked.find((one) => one.key === key);
    if (!key || !field?.text) return;
    place.current = key;
    try {
      await navigator.clipboard.writeText(field.text);
      setCopied((before) => [...before.filter((other) => other !== key), key]);
      setLast(key);
      // What comes next has to be in sight: the person looks at the other form and back.
      document.querySelector(`[data-field="${after(key)?.key}"]`)?.scrollIntoView({ block: 'nearest' });
    } catch (thrown) {
      place.current = last;
      toastFault(thrown);
    }
  };
  const restart = () => {
    setCopied([]);
    setLast(undefined);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (event.key.toLowerCase() !== 'n' || event.repeat || arranging) return;
      event.preventDefault();
      void copy(after(place.current)?.key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  const run = async (work: () => Promise<CommitResult>, message?: string) => {
    try {
      const { n } = await work();
      if (!message) return;
      const undo = async () => {
        if (n !== undefined) await ledger.undo(n);
      };
      toast(message, { action: { label: t('common.undo'), run: undo } });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const arrange = (keys: readonly string[]) =>
    void run(() => arrangeSystem(ledger, system, entry.kind, withOrder(layout, keys)));
  const hide = (key: string, isHidden: boolean) =>
    void run(() =>
      arrangeSystem(
        ledger,
        system,
        entry.kind,
        withHidden(
          withOrder(
            layout,
            all.map((field) => field.key),
          ),
          key,
          isHidden,
        ),
      ),
    );
  const name = system.fields.name;
  const { id, startsAt } = entry;
  const following = useLive(
    async () => (filing && startsAt ? nextUnfiled(ledger, { id, startsAt }, system.id, today) : undefined),
    [id, system.id, Boolean(filing), today],
  );

  return (
    <Page
      title={t('reentry.title')}
      remark={entry.title}
      back={entry.route}
      foot={
        <>
          {filing ? (
            <Button
              onClick={() => void run(() => unmarkFiled(ledger, filing), t('reentry.unmarked', { name }))}
            >
              {t('reentry.unmark')}
            </Button>
          ) : (
            <Button
              action="mark-filed"
              onClick={() =>
                void run(() => markFiled(ledger, entry, system.id, today), t('reentry.marked', { name }))
              }
            >
              {t('reentry.mark')}
            </Button>
          )}
          {next ? (
            <Button kind="primary" icon="copy" action="copy-next" onClick={() => void copy(next.key)}>
              {t('reentry.copyNext', { label: next.label })}
            </Button>
          ) : (
            <Button onClick={restart} disabled={!copied.length}>
              {t('reentry.again')}
            </Button>
          )}
        </>
      }
    >
      {props.choose}
      {filing && (
        <FiledNote
          filing={filing}
          entry={entry}
          name={name}
          onAgain={() =>
            void run(() => markFiled(ledger, entry, system.id, today), t('reentry.marked', { name }))
          }
        />
      )}
      {following && (
        <p>
          <Link to={`/reentry/meeting/${following.id}`}>
            {t('reentry.following', {
              date: following.fields.startsAt.slice(0, 10),
              title: meetingTitle(following.fields),
            })}
          </Link>
        </p>
      )}
      <div class="flex flex-wrap items-center gap-2">
        <span class="text-meta text-ink-2 flex-1" role="status">
          {t('reentry.progress', { done: copied.length, count: filled.length })}
          {next && !arranging && (
            <>
              {' · '}
              <Kbd>N</Kbd> {t('reentry.key')}
            </>
          )}
        </span>
        <Button small pressed={arranging} action="arrange" onClick={() => setArranging(!arranging)}>
          {t(arranging ? 'reentry.arranged' : 'reentry.arrange')}
        </Button>
      </div>
      {arranging && <p class="text-meta text-ink-3">{t('reentry.arrangeHint')}</p>}
      <Card>
        {arranging
          ? all.map((field, index) => (
              <ArrangeRow
                key={field.key}
                field={field}
                index={index}
                keys={all.map((one) => one.key)}
                onOrder={arrange}
                onHide={(isHidden) => hide(field.key, isHidden)}
              />
            ))
          : asked.map((field) => (
              <CopyRow
                key={field.key}
                field={field}
                isNext={field.key === next?.key}
                isCopied={copied.includes(field.key)}
                onCopy={() => void copy(field.key)}
              />
            ))}
      </Card>
      <SystemSettings system={system} onRemoved={props.onRemoved} />
    </Page>
  );
}

/** 已报: when and by whom, and whether the record was changed since. */
function FiledNote(props: { filing: Rec<'filing'>; entry: EntryRecord; name: string; onAgain: () => void }) {
  const { filing, entry } = props;
  const isChanged = changedSince(filing, { h: entry.seen });
  return (
    <Note tone={isChanged ? 'due' : 'ok'}>
      {t('reentry.filed', { name: props.name, date: filing.fields.on })}
      {filing.fields.by && (
        <>
          {' · '}
          <MemberName id={filing.fields.by} />
        </>
      )}
      {isChanged && (
        <span class="mt-1 flex flex-wrap items-center gap-2">
          {t('reentry.changed')}
          <Button small onClick={props.onAgain}>
            {t('reentry.markAgain')}
          </Button>
        </span>
      )}
    </Note>
  );
}
