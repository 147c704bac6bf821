import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type CommitResult, type Rec, type Seen, seenOf } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  confirmDialog,
  type Draft,
  DraftRestored,
  draftSaved,
  FaultNote,
  navigate,
  Note,
  Page,
  useDraft,
  useLedger,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { toastUndo } from '../ui/toast-undo';

type Kind = 'appointment' | 'charter' | 'listedMatter' | 'matter' | 'unit';

/** What a form holds, with what its record looked like when it was opened. */
export type Form<Input> = Input & { seen?: Seen };

/** What saving is told: the record that is changed, as it was seen, and the draft that the commit removes. */
export interface SaveOptions {
  id: string | undefined;
  seen: Seen | undefined;
  draft: string;
}

/** Text fields of a record as the form holds them: '' = not said. */
export const textsOf = <Input extends object>(empty: Input, fields: object): Input =>
  Object.fromEntries(
    Object.keys(empty).map((name) => [name, (fields as Record<string, unknown>)[name] ?? '']),
  ) as unknown as Input;

/** Says that the record of this address is not there any more. */
export function GoneRecord({ title, back, text }: { title: string; back: string; text: string }) {
  return (
    <Page title={title} back={back}>
      <Note tone="info">{text}</Note>
    </Page>
  );
}

/**
 * The form of one record of a company: what is typed is kept as a draft, saving and removing can be undone, and whoever
 * may only read sees the fields with that said above them.
 */
export function RecordForm<K extends Kind, Input extends object>(props: {
  kind: K;
  record: Rec<K> | undefined;
  title: string;
  back: string;
  /** Address of this very form, to which its draft leads. */
  route: string;
  mayWrite: boolean;
  /** The name under which the draft is listed. */
  name: (value: Input) => string;
  initial: () => Input;
  save: (input: Input, options: SaveOptions) => Promise<Partial<CommitResult> & { id?: string }>;
  saved: (input: Input) => string;
  /** Where saving leads. */
  after: (done: { id?: string; n?: number; input: Input; next: boolean }) => string;
  /** Says that another one follows; absent where there is no such button. */
  next?: string;
  remove: {
    run: (record: Rec<K>) => Promise<CommitResult>;
    /** Asked before; removing what can be brought back at once is not asked about. */
    ask?: { title: string; body: string };
    done: string;
    to: string;
  };
  children: (draft: Draft<Form<Input>> & { value: Form<Input> }) => ComponentChildren;
  /** Further buttons beside removing, and what is told that the record was dealt with by them. */
  actions?: (close: (word: string, n: number | undefined) => Promise<void>) => ComponentChildren;
  /** What follows below the form. */
  below?: ComponentChildren;
}) {
  const { kind, record, mayWrite, remove } = props;
  const ledger = useLedger();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const draftId = `${kind}:${record?.id ?? 'new'}`;
  const draft = useDraft<Form<Input>>({
    id: draftId,
    form: kind,
    title: props.name,
    route: props.route,
    initial: () => (record ? { ...props.initial(), seen: seenOf(record) } : props.initial()),
  });
  const value = draft.value;
  if (!value) return null;
  const during = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const save = (next: boolean): Promise<void> =>
    during(async () => {
      await draft.flush();
      const { seen, ...rest } = value;
      const input = rest as unknown as Input;
      const { n, id } = await props.save(input, { id: record?.id, seen, draft: draftId });
      draft.done();
      toastUndo(ledger, props.saved(input), n);
      navigate(props.after({ id, n, input, next }), { replace: true });
    });
  const close = async (word: string, n: number | undefined): Promise<void> => {
    draft.done();
    await ledger.drafts.delete(draftId);
    toastUndo(ledger, word, n);
    navigate(remove.to, { replace: true });
  };
  const takeAway = (gone: Rec<K>): Promise<void> =>
    during(async () => {
      const ask = remove.ask && { ...remove.ask, confirm: t('common.delete'), danger: true };
      if (ask && !(await confirmDialog(ask))) return;
      const { n } = await remove.run(gone);
      await close(remove.done, n);
    });
  return (
    <Page
      title={props.title}
      back={props.back}
      state={draftSaved(draft)}
      foot={
        mayWrite && (
          <>
            {!record && props.next && (
              <Button busy={busy} action="save-next" onClick={() => void save(true)}>
                {props.next}
              </Button>
            )}
            <Button kind="primary" busy={busy} action={`save-${kind}`} onClick={() => void save(false)}>
              {t('common.save')}
            </Button>
          </>
        )
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      {!mayWrite && <Note tone="info">{t('governance.readOnly')}</Note>}
      {props.children({ ...draft, value })}
      {fault && <FaultNote fault={fault} />}
      {record && mayWrite && (
        <div class="flex flex-wrap gap-2">
          {props.actions?.(close)}
          <Button kind="danger" action={`remove-${kind}`} onClick={() => void takeAway(record)}>
            {t('common.delete')}
          </Button>
        </div>
      )}
      {props.below}
    </Page>
  );
}
