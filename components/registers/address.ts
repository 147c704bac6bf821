import type { AnyRegister } from '../../lib/registers/register';
import { initialChoices, type Wanted } from '../../lib/registers/arrange';
import { parsePeriod, periodKey, type PeriodKey } from '../../lib/rules/periods';

/** What the address says beside the filters. */
const RESERVED = new Set(['view', 'period', 'q', 'now', 'notice', 'amounts']);
/** A filter whose usual choice was taken away. */
const NONE = '*';

/** The period that a register is asked for: that of the address, else the present one. */
export function periodOf(register: AnyRegister, query: URLSearchParams, today: string): PeriodKey {
  if (register.time === 'none') return '';
  const asked = query.get('period') ?? '';
  const found = parsePeriod(asked) ? asked : periodKey(register.opensOn === 'quarter' ? 'Q' : 'Y', today);
  return register.time === 'year' ? String(parsePeriod(found)?.year ?? today.slice(0, 4)) : found;
}

/** What of a register the address wants. */
export function wantedOf(register: AnyRegister, query: URLSearchParams): Wanted {
  const choices: Record<string, readonly string[]> = { ...initialChoices(register) };
  for (const key of new Set(query.keys())) {
    if (RESERVED.has(key)) continue;
    choices[key] = query.getAll(key).filter((value) => value && value !== NONE);
  }
  return { text: query.get('q') ?? '', choices };
}

/** Part of an address that says what of a register is wanted. */
export function wantedQuery(register: AnyRegister, wanted: Wanted): string {
  const query = new URLSearchParams();
  if (wanted.text.trim()) query.set('q', wanted.text.trim());
  const usual = initialChoices(register);
  for (const [key, values] of Object.entries(wanted.choices)) {
    if (values.join() === (usual[key] ?? []).join()) continue;
    for (const value of values.length ? values : [NONE]) query.append(key, value);
  }
  const text = query.toString();
  return text && `&${text}`;
}

/** Where a register is, with period and filter. */
export const registerRoute = (
  register: AnyRegister,
  period: PeriodKey,
  wanted: Wanted,
  base = '/register',
): string =>
  `${base}?view=${register.key}${period ? `&period=${encodeURIComponent(period)}` : ''}${wantedQuery(register, wanted)}`;
