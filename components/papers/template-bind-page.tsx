import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asSeen, type Rec, type Seen, seenOf } from '../../lib/ledger';
import type { TemplateCell, TemplateGrid } from '../../lib/exchange/ooxml';
import type { ListName } from '../../lib/papers/template-fields';
import { formOf, openTemplate, saveTemplate, type TemplateForm } from '../../lib/papers/templates';
import { asFault, Fault } from '../../lib/records/fault';
import { MEETING_TYPES, type MeetingType } from '../../lib/records/meeting';
import {
  Button,
  Card,
  Chips,
  draftSaved,
  FaultNote,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  Segments,
  TextField,
  useDraft,
  useLedger,
  useLive,
} from '../ui';
import { found, toastUndo } from './hooks';
import { PlaceDialog, type PickedPlace } from './place-dialog';
import { TemplateGridView } from './template-grid';
import { fieldWord } from './words';

/** 对应关系 of a form: what is to stand in which of its places. */
export function TemplateBindPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const opened = useLive(() => found(() => ledger.get('paperTemplate', id)), [id]);
  if (!opened) return null;
  if (!opened.value) {
    return (
      <Page title={t('papers.template.title')} back="/papers/templates">
        <FaultNote fault={opened.fault ?? new Fault('E666')} />
      </Page>
    );
  }
  return <BindForm key={id} record={opened.value} />;
}

type Form = TemplateForm & { base: Seen };

function BindForm({ record }: { record: Rec<'paperTemplate'> }) {
  const ledger = useLedger();
  const draftId = `template:${record.id}`;
  const draft = useDraft<Form>({
    id: draftId,
    form: 'template',
    title: (value) => value.name,
    route: `/papers/template/${record.id}/bind`,
    initial: () => ({ ...formOf(record), base: seenOf(record) }),
  });
  const view = useLive(() => found(() => openTemplate(ledger, record)), [record.fields.file.sha256]);
  const [picked, setPicked] = useState<PickedPlace | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const form = draft.value;
  if (!form || !view) return null;

  const bind = (place: string, key: string | undefined) =>
    draft.set((value) => ({ ...value, bindings: without(value.bindings, place, key) }));
  const listOf = (row: string | undefined) => (row ? (form.lists[row] as ListName | undefined) : undefined);
  const repeat = (row: string, list: ListName | undefined) =>
    draft.set((value) => ({
      ...value,
      lists: without(value.lists, row, list),
      // What the row's places asked for belongs to what it was before.
      bindings: Object.fromEntries(
        Object.entries(value.bindings).filter(([place]) => place.replace(/![A-Z]+/, '!') !== row),
      ),
    }));
  const toggleType = (type: MeetingType) =>
    draft.set((value) => {
      const { [type]: on, ...rest } = value.types ?? {};
      return { ...value, types: on ? rest : { ...rest, [type]: true } };
    });
  const save = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await saveTemplate(ledger, asSeen(record, form.base), form, { draft: draftId });
      draft.done();
      toastUndo(
        ledger,
        result.concurrent.length ? t('papers.savedConcurrent') : t('papers.template.saved'),
        result.n,
      );
      navigate(`/papers/template/${record.id}`, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  const pick = (cell: TemplateCell) =>
    setPicked({
      place: cell.place,
      label: cell.text.trim() || (cell.place.split('!')[1] ?? ''),
      row: cell.place.replace(/![A-Z]+/, '!'),
    });
  const loose = [
    ...(view.value?.lines ?? []).map(({ place, text }) => ({ place, label: text })),
    ...(view.value?.placeholders ?? []).map((name) => ({ place: `{${name}}`, label: `{${name}}` })),
  ];

  return (
    <Page
      title={t('papers.template.bindTitle')}
      remark={record.fields.file.name}
      back={`/papers/template/${record.id}`}
      state={draftSaved(draft)}
      foot={
        <>
          {draft.saved && (
            <Button kind="quiet" onClick={() => void draft.discard()}>
              {t('common.draftDiscard')}
            </Button>
          )}
          <Button kind="primary" busy={busy} action="template-save" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {draft.restored && <Note tone="info">{t('common.draftRestored')}</Note>}
      {fault && <FaultNote fault={fault} />}
      {view.fault && <FaultNote fault={view.fault} />}
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('papers.template.name')}
          name="name"
          value={form.name}
          onChange={(name) => draft.set({ name })}
        />
        <Segments
          label={t('papers.template.subject')}
          showLabel
          options={[
            { value: 'meeting', label: t('papers.subject.meeting') },
            { value: 'period', label: t('papers.subject.period') },
          ]}
          value={form.subject}
          onChange={(subject) => draft.set({ subject })}
        />
      </div>
      {form.subject === 'meeting' && (
        <div class="space-y-1.5">
          <p class="text-meta text-ink-2">{t('papers.template.forTypes')}</p>
          <Chips
            label={t('papers.template.forTypes')}
            options={MEETING_TYPES.map((type) => ({ value: type, label: t(`life.type.${type}`) }))}
            selected={MEETING_TYPES.filter((type) => form.types?.[type])}
            onToggle={toggleType}
          />
        </div>
      )}
      <p class="text-meta text-ink-2">{t('papers.template.bindHint')}</p>
      {(view.value?.grids ?? []).map((grid, index) => (
        <Section key={grid.id} title={gridName(grid, index)}>
          <TemplateGridView
            grid={grid}
            name={gridName(grid, index)}
            bindings={form.bindings}
            lists={form.lists}
            onPick={pick}
          />
        </Section>
      ))}
      {loose.length > 0 && (
        <Section title={t('papers.template.loose')}>
          <Card>
            {loose.map((place) => {
              const field = form.bindings[place.place];
              return (
                <Row
                  key={place.place}
                  title={place.label}
                  onClick={() => setPicked(place)}
                  tail={
                    <Pill tone={field ? 'ok' : 'unknown'}>
                      {field ? fieldWord(field) : t('papers.template.leaveOpen')}
                    </Pill>
                  }
                />
              );
            })}
          </Card>
        </Section>
      )}
      <PlaceDialog
        picked={picked}
        subject={form.subject}
        field={picked && form.bindings[picked.place]}
        list={listOf(picked?.row)}
        onField={(key) => picked && bind(picked.place, key)}
        onList={(list) => picked?.row && repeat(picked.row, list)}
        onClose={() => setPicked(undefined)}
      />
    </Page>
  );
}

const gridName = (grid: TemplateGrid, index: number): string =>
  grid.name || t('papers.template.table', { number: index + 1 });

function without(
  map: Record<string, string>,
  key: string,
  value: string | undefined,
): Record<string, string> {
  const { [key]: _old, ...rest } = map;
  return value === undefined ? rest : { ...rest, [key]: value };
}
