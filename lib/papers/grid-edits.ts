import { readDate, readPhone, readYesNo, type ReadValue } from '../branch/roster-values';
import { EDIT_TEXT_LIMIT } from '../exchange/sheet-write/text';
import { t, tDynamic } from '../i18n';
import { isCivilDate } from '../rules/calendar';
import type { GridContext, GridEdit, ReadCell } from './grid';

const blank = (text: string): boolean => !text.trim() || /^[—–-]$/.test(text.trim());

/** Free text; an empty cell takes the value away unless the field has to be there. */
export const textEdit = (field: string, options: { needed?: boolean; most?: number } = {}): GridEdit => ({
  field,
  show: (value) => (typeof value === 'string' ? value : ''),
  read: (text) => {
    const plain = text.replace(/\r\n?/g, '\n').trim();
    const clean = plain === t('common.unknown') ? '' : plain;
    if (!clean) return options.needed ? { unread: true } : { value: null };
    const limit = options.most ?? EDIT_TEXT_LIMIT;
    return clean.length > limit ? { unread: true, limit } : { value: clean };
  },
});

/** A day, whole or (for rosters) known in part. */
export const dayEdit = (field: string, options: { whole?: boolean; needed?: boolean } = {}): GridEdit => ({
  field,
  show: (value) => (typeof value === 'string' ? value : ''),
  read: (text): ReadCell => {
    if (blank(text)) return options.needed ? { unread: true } : { value: null };
    const { value, problem } = readDate(text);
    if (!value || problem || (options.whole && !isCivilDate(value))) return { unread: true };
    return { value };
  },
});

/** One of a list of words; `read` knows their variants. */
export const wordEdit = <V extends string>(
  field: string,
  prefix: string,
  read: (text: string) => ReadValue<V>,
  options: { needed?: boolean } = {},
): GridEdit => ({
  field,
  show: (value) => (typeof value === 'string' ? tDynamic(`${prefix}.${value}`) : ''),
  read: (text): ReadCell => {
    const { value, unknown } = read(text);
    if (unknown) return { unread: true };
    if (value === undefined) return options.needed ? { unread: true } : { value: null };
    return { value };
  },
});

export const yesNoEdit = (field: string): GridEdit => ({
  field,
  show: (value) => (value === undefined || value === null ? '' : t(value ? 'common.yes' : 'common.no')),
  read: (text): ReadCell => {
    const { value, unknown } = readYesNo(text);
    return unknown ? { unread: true } : { value: value ?? null };
  },
});

export const phoneEdit = (field: string): GridEdit => ({
  ...textEdit(field),
  read: (text) => ({ value: readPhone(text).value ?? null }),
});

export const numberEdit = (field: string, bounds: { above: number; most: number }): GridEdit => ({
  field,
  show: (value) => (typeof value === 'number' ? String(value) : ''),
  read: (text): ReadCell => {
    const value = Number(text.trim());
    return text.trim() && value > bounds.above && value <= bounds.most ? { value } : { unread: true };
  },
});

/** A person of the roster by name; a name that two have cannot be read, an unknown one stays a name. */
export const personEdit = (field: string): GridEdit => ({
  field,
  show: (value, { nameOf }) => (typeof value === 'string' ? nameOf(value) : ''),
  read: (text, { members }): ReadCell => {
    const name = text.trim();
    if (!name || name === t('common.unknown')) return { value: null };
    const found = members.filter((member) => member.fields.name === name && !member.deleted);
    if (found.length > 1) return { unread: true };
    return { value: found[0]?.id ?? name };
  },
});

/** A Party group by its name; one that does not exist cannot be read, for it is made elsewhere. */
export const groupEdit = (field: string): GridEdit => ({
  field,
  show: (value, context: GridContext) => (typeof value === 'string' ? context.groupName(value) : ''),
  read: (text, { groups }): ReadCell => {
    const name = text.trim();
    if (!name) return { value: null };
    const found = groups.filter((group) => group.fields.name === name);
    return found.length === 1 ? { value: found[0]?.id ?? null } : { unread: true };
  },
});
