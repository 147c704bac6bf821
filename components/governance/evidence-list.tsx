import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import {
  addEvidenceFile,
  type Company,
  detachEvidence,
  emptyForm,
  ENTERED,
  type Entered,
  type EvidenceForm,
  exhibitsOfItem,
  formOf,
  itemRecordId,
  type ItemRecord,
  type ItemRef,
  noteLook,
  saveEvidence,
  typeOf,
  usesOf,
} from '../../lib/governance';
import { asSeen, type Seen, seenOf } from '../../lib/ledger';
import type { ChecklistPack } from '../../lib/rules/pack';
import { periodRange } from '../../lib/rules/periods';
import {
  Button,
  Card,
  FilePick,
  navigate,
  Section,
  toast,
  toastFault,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { EvidenceDialog, formTitle } from './evidence/evidence-dialog';
import { EvidenceRow } from './evidence/evidence-row';
import { RemovedEvidence } from './evidence/removed-evidence';
import { UsesDialog } from './evidence/uses-dialog';
import { itemRoute } from './words';

/** Asked for by an address: a new piece of evidence of a type, or the id of one that is there. */
const NEW = /^new-(link|quote|original)$/;

/**
 * What has been attached to an item: records with a link, files to download, links, quotations, originals that stay where
 * they are; and the ways to add, change and use each for further items.
 */
export function EvidenceList(props: {
  pack: ChecklistPack;
  company: Company & { branch: string };
  target: ItemRef;
  record: ItemRecord | undefined;
  /** True for whoever reads the checklist and may not write it. */
  readOnly?: boolean;
  /** Writes a comment into the course of the item. */
  onNote?: (text: string) => Promise<void>;
}) {
  const { target, record, readOnly } = props;
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [using, setUsing] = useState<{ id: string; name: string }>();
  const asked = useQuery().get('evidence') ?? undefined;
  const editing = readOnly ? undefined : (opened ?? asked);
  const entries = Object.entries(record?.fields.evidence ?? {}).sort(([, a], [, b]) =>
    a.addedOn < b.addedOn ? -1 : a.addedOn > b.addedOn ? 1 : 0,
  );
  const end = periodRange(target.period)?.to;
  const asOf = end && end < today ? end : today;

  const exhibits = useLive(() => exhibitsOfItem(ledger, itemRecordId(target)), [itemRecordId(target)]);
  const uses = useLive(async () => {
    const found = await Promise.all(
      entries.map(async ([id]) => [id, await usesOf(ledger, target.companyId, id)] as const),
    );
    return new Map(found);
  }, [target.companyId, record?.h]);
  const othersOf = (id: string): ItemRecord[] =>
    (uses?.get(id) ?? []).filter((item) => item.id !== itemRecordId(target));
  useEffect(() => {
    // What is seen for the first time is what a later change is held against.
    const first = [...(exhibits?.values() ?? [])].filter(({ looked }) => !looked);
    void noteLook(
      ledger,
      first.map(({ exhibit }) => exhibit),
    ).catch(toastFault);
  }, [exhibits]);

  const addFiles = async (files: File[]): Promise<void> => {
    setBusy(true);
    try {
      for (const file of files) {
        const about = { today, branch: props.company.branch };
        const added = await addEvidenceFile(ledger, target, { blob: file, name: file.name }, about);
        toast(
          added ? t('governance.evidence.attached', { code: target.item }) : t('governance.evidence.same'),
        );
      }
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };

  const detach = async (id: string): Promise<void> => {
    if (!record) return;
    const others = othersOf(id).length;
    try {
      const { n } = await detachEvidence(ledger, record, id);
      toastUndo(
        ledger,
        others ? t('evidenceForm.detachedHere', { count: others }) : t('governance.evidence.detached'),
        n,
      );
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const close = () => {
    setOpened(undefined);
    if (asked) navigate(itemRoute(target.item, { period: target.period }), { replace: true });
  };

  return (
    <Section
      field="evidence"
      title={t('governance.evidence')}
      remark={readOnly ? t('exhibits.remark') : undefined}
    >
      {entries.length === 0 ? (
        <p class="text-meta text-ink-2">
          {t(readOnly ? 'governance.evidence.noneRead' : 'governance.evidence.none')}
        </p>
      ) : (
        <Card>
          {entries.map(([id, entry]) => (
            <EvidenceRow
              key={id}
              id={id}
              entry={entry}
              exhibit={entry.record && exhibits?.get(entry.record.id)}
              asOf={asOf}
              others={othersOf(id)}
              onNote={props.onNote}
              onEdit={readOnly ? undefined : () => setOpened(id)}
              onUse={readOnly ? undefined : (name) => setUsing({ id, name })}
              onDetach={readOnly ? undefined : () => void detach(id)}
            />
          ))}
        </Card>
      )}
      {!readOnly && (
        <>
          <FilePick
            accept=""
            multiple
            label={t('governance.evidence.file')}
            disabled={busy}
            onFiles={(files) => void addFiles(files)}
          />
          <div class="flex flex-wrap gap-2">
            {ENTERED.map((type) => (
              <Button key={type} small action={`add-${type}`} onClick={() => setOpened(`new-${type}`)}>
                {t(`evidenceForm.add.${type}`)}
              </Button>
            ))}
          </div>
          {record && <RemovedEvidence record={record} />}
        </>
      )}
      {editing !== undefined && (
        <Editor
          key={editing}
          target={target}
          record={record}
          editing={editing}
          others={othersOf(editing).length}
          onClose={close}
        />
      )}
      {using && (
        <UsesDialog
          pack={props.pack}
          company={props.company}
          target={target}
          id={using.id}
          name={using.name}
          uses={uses?.get(using.id) ?? []}
          onClose={() => setUsing(undefined)}
        />
      )}
    </Section>
  );
}

/** The form that an address or a button asks for; nothing where the evidence is not there any more. */
function Editor(props: {
  target: ItemRef;
  record: ItemRecord | undefined;
  editing: string;
  others: number;
  onClose: () => void;
}) {
  const { target, record, editing } = props;
  const ledger = useLedger();
  const today = useToday();
  const isNew = NEW.exec(editing)?.[1] as Entered | undefined;
  const before = isNew ? undefined : record?.fields.evidence?.[editing];
  if (!isNew && !before) return null;
  const type = isNew ?? (before ? typeOf(before) : 'link');
  const draftId = `evidence:${itemRecordId(target)}:${editing}`;
  return (
    <EvidenceDialog<{ seen?: Seen }>
      title={formTitle(type, Boolean(isNew))}
      draftId={draftId}
      route={`${itemRoute(target.item, { period: target.period })}&evidence=${encodeURIComponent(editing)}`}
      initial={(): EvidenceForm & { seen?: Seen } =>
        before && record ? { ...formOf(before), seen: seenOf(record) } : emptyForm(type, today)
      }
      before={before}
      others={props.others}
      save={async (entry, { seen }) => {
        const { n, items } = await saveEvidence(ledger, target, entry, {
          draft: draftId,
          ...(isNew ? {} : { id: editing, seen: record && asSeen(record, seen) }),
        });
        toastUndo(
          ledger,
          isNew
            ? t('governance.evidence.attached', { code: target.item })
            : t('evidenceForm.changed', { count: items }),
          n,
        );
      }}
      onClose={props.onClose}
    />
  );
}

/** The button that takes an offer. */
export const AttachButton = (props: { name: string; busy?: boolean; onClick: () => void }) => (
  <Button
    small
    busy={props.busy}
    label={t('governance.offers.addOf', { name: props.name })}
    action="attach-evidence"
    onClick={props.onClick}
  >
    {t('governance.offers.add')}
  </Button>
);
