import {
  fillTemplate,
  readTemplate,
  TEMPLATE_TYPES,
  type TemplateFilling,
  type TemplateValue,
  type TemplateView,
} from '../exchange/ooxml';
import { t } from '../i18n';
import { change, type CommitResult, create, type Ledger, newId, type Rec, remove } from '../ledger';
import { Fault } from '../records/fault';
import type { PaperTemplate } from '../records';
import type { CivilDate } from '../rules/calendar';
import { fieldOf } from './template-fields';
import { guessTemplate } from './template-guess';
import { typesNamed } from './template-types';
import { templateData, type FieldValues, type TemplateSubject } from './template-values';

/** The part of a template that a person edits. */
export interface TemplateForm {
  name: string;
  subject: PaperTemplate['subject'];
  bindings: Record<string, string>;
  lists: Record<string, string>;
  /** Absent in a draft of before forms had types. */
  types?: Record<string, true>;
}

/**
 * Keeps a form of the superior organisation with bindings guessed from its labels, to be looked at next. Throws what
 * {@link readTemplate} throws, E110 when the disk is full.
 */
export async function addTemplate(
  ledger: Ledger,
  file: { blob: Blob; name: string },
): Promise<{ id: string; n?: number; found: number }> {
  const view = readTemplate(new Uint8Array(await file.blob.arrayBuffer()), file.name);
  const guess = guessTemplate(view, file.name);
  const stored = new Blob([file.blob], { type: TEMPLATE_TYPES[view.format] });
  const ref = await ledger.putBlob(stored);
  const id = newId();
  const name = file.name.replace(/\.[^.]*$/, '').slice(0, 80) || file.name.slice(0, 80);
  const types = guess.subject === 'meeting' ? { types: typesNamed(file.name) } : {};
  const result = await ledger.commit(
    [
      create(
        'paperTemplate',
        { name, format: view.format, file: { ...ref, name: file.name, role: 'file' }, ...guess, ...types },
        id,
      ),
    ],
    { label: 'templateAdd' },
  );
  return { id, n: result.n, found: Object.keys(guess.bindings).length };
}

/** A template's form with its view. Throws E113 when its bytes are not in this profile, and what reading throws. */
export async function openTemplate(ledger: Ledger, record: Rec<'paperTemplate'>): Promise<TemplateView> {
  return readTemplate(await bytesOf(ledger, record), record.fields.file.name);
}

const bytesOf = async (ledger: Ledger, { fields }: Rec<'paperTemplate'>): Promise<Uint8Array> =>
  new Uint8Array(await (await ledger.getBlob(fields.file)).arrayBuffer());

/** What a person edits of a template. */
export const formOf = ({ fields }: Rec<'paperTemplate'>): TemplateForm => ({
  name: fields.name,
  subject: fields.subject,
  bindings: { ...fields.bindings },
  lists: { ...fields.lists },
  types: { ...fields.types },
});

/** Saves name and bindings; `record` as its editor saw it. Throws E667 without a name. */
export async function saveTemplate(
  ledger: Ledger,
  record: Rec<'paperTemplate'>,
  form: TemplateForm,
  options: { draft?: string } = {},
): Promise<CommitResult> {
  const name = form.name.trim().slice(0, 80);
  if (!name) throw new Fault('E667');
  const gone = (before: Record<string, unknown> | undefined, after: Record<string, unknown>) =>
    Object.fromEntries(Object.keys(before ?? {}).flatMap((key) => (key in after ? [] : [[key, null]])));
  const { bindings, lists, types } = record.fields;
  const write = change(record, {
    name,
    subject: form.subject,
    bindings: { ...form.bindings, ...gone(bindings, form.bindings) },
    lists: { ...form.lists, ...gone(lists, form.lists) },
    ...(form.types ? { types: { ...form.types, ...gone(types, form.types) } } : {}),
  });
  return ledger.commit(Object.keys(write.set).length ? [write] : [], { label: 'templateSave', ...options });
}

/** Puts a template in the trash. */
export const removeTemplate = (ledger: Ledger, record: Rec<'paperTemplate'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'templateRemove' });

/** What will stand in a filled form, before it is made. */
export interface TemplatePlan {
  filling: TemplateFilling;
  /** Field and value of every bound place, for looking through. */
  values: { place: string; field: string; value: TemplateValue | undefined }[];
  /** Fields that the ledger does not know here (缺项): their places stay open. */
  open: string[];
  /** Lists with the number of their items. */
  lists: { row: string; list: string; count: number }[];
}

export interface FillOptions {
  subject: TemplateSubject;
  today: CivilDate;
  /** Writes 缺项 into places of unknown values instead of leaving them open. */
  markUnknown?: boolean;
}

/** Works out what goes into a template. Throws E703 when the activity is gone. */
export async function planFilling(
  ledger: Ledger,
  { fields }: { fields: Pick<PaperTemplate, 'bindings' | 'lists'> },
  options: FillOptions,
): Promise<TemplatePlan> {
  const data = await templateData(ledger, options.subject, options.today);
  const listRows = Object.entries(fields.lists ?? {});
  const rowOf = (place: string): string => place.replace(/![A-Z]+/, '!');
  const inList = new Map<string, Record<string, string>>(listRows.map(([row]) => [row, {}]));
  const plan: TemplatePlan = {
    filling: { values: {}, placeholders: {}, lists: [] },
    values: [],
    open: [],
    lists: [],
  };
  const values: Record<string, TemplateValue> = {};
  const placeholders: Record<string, TemplateValue> = {};
  const unknown = options.markUnknown ? t('common.unknown') : undefined;
  for (const [place, field] of Object.entries(fields.bindings ?? {})) {
    const list = inList.get(rowOf(place));
    const known = fieldOf(field);
    if (list && known && fields.lists?.[rowOf(place)] === known.scope) {
      list[place] = field;
      continue;
    }
    if (!known) continue;
    const value = data.values[field];
    plan.values.push({ place, field, value });
    if (value === undefined && !plan.open.includes(field)) plan.open.push(field);
    const written = value ?? unknown;
    if (place.startsWith('{')) placeholders[place.slice(1, -1)] = written ?? '';
    else if (written !== undefined && written !== '') values[place] = written;
  }
  const lists = listRows.flatMap(([row, name]) => {
    const columns = Object.entries(inList.get(row) ?? {});
    const items = data.lists[name as keyof typeof data.lists] ?? [];
    if (!columns.length) return [];
    plan.lists.push({ row, list: name, count: items.length });
    return [{ row, items: items.map((item) => itemValues(item, columns, unknown)) }];
  });
  return { ...plan, filling: { values, placeholders, lists } };
}

function itemValues(
  item: FieldValues,
  columns: readonly (readonly [string, string])[],
  unknown: string | undefined,
): Record<string, TemplateValue> {
  const values: Record<string, TemplateValue> = {};
  for (const [place, field] of columns) {
    // A list is bound by all of its columns, also where an item has nothing to say.
    values[place] = item[field] ?? unknown ?? '';
  }
  return values;
}

/** The filled file. Throws what filling throws, E113 when the template's bytes are missing. */
export async function fillPaper(
  ledger: Ledger,
  record: Rec<'paperTemplate'>,
  options: FillOptions,
): Promise<Blob> {
  const [{ filling }, bytes] = await Promise.all([
    planFilling(ledger, record, options),
    bytesOf(ledger, record),
  ]);
  const filled = fillTemplate(bytes, record.fields.file.name, filling);
  return new Blob([filled as Uint8Array<ArrayBuffer>], { type: TEMPLATE_TYPES[record.fields.format] });
}
