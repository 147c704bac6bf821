import { tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import type { Meeting } from '../records';
import { MEETING_TYPES, type MeetingType } from '../records/meeting';

/** Activity types that a form names in its own name: 主题党日活动记录表 is for one of them. */
export function typesNamed(name: string): Partial<Record<MeetingType, true>> {
  const named = MEETING_TYPES.filter(
    (type) =>
      type !== 'other' &&
      [`life.type.${type}`, `life.typeShort.${type}`].some((key) => name.includes(tDynamic(key))),
  );
  return Object.fromEntries(named.map((type) => [type, true as const]));
}

/** Kept forms for an activity of these types: those for one of them, and those for any. Newest first. */
export async function formsFor(
  ledger: Ledger,
  { types }: Pick<Meeting, 'types'>,
): Promise<Rec<'paperTemplate'>[]> {
  const forms = await ledger.list('paperTemplate', { reverse: true });
  return forms.filter(({ fields }) => {
    const wanted = Object.keys(fields.types ?? {});
    const fits = !wanted.length || wanted.some((type) => Object.hasOwn(types, type));
    return fields.subject === 'meeting' && fits && Object.keys(fields.bindings ?? {}).length > 0;
  });
}
