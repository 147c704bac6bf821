import { useRef, useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { markOf } from '../../lib/life/summary';
import { ATTENDANCE_STATES, type AttendanceEntry, type AttendanceState } from '../../lib/records/meeting';
import { SearchField } from '../ui';
import { entryText, MARK_STYLE } from './words';

/** From this many people on there is a field to find one by name. */
const SEARCH_FROM = 40;
/** How long a finger rests on a cell until it means the menu. */
const LONG_PRESS = 500;

/** The mark after this one: 未记 → 到会 → 线上 → 请假 → 缺席 → 补课 → 列席 → 未记. */
export function nextMark(entry: AttendanceEntry | undefined): AttendanceEntry | undefined {
  const index = entry ? ATTENDANCE_STATES.indexOf(entry.state) : -1;
  const state: AttendanceState | undefined = ATTENDANCE_STATES[index + 1];
  return state && { state };
}

interface GridProps {
  members: readonly Rec<'member'>[];
  /** Ids of those who are expected. The others are shown quieter: nothing is asked of them. */
  expected: ReadonlySet<string>;
  attendance: Readonly<Record<string, AttendanceEntry>>;
  onMark: (id: string, entry: AttendanceEntry | undefined) => void;
  /** Opens the choice of states for one person. */
  onOpen: (id: string) => void;
}

/**
 * One cell per person. A press goes to the next state; a long press, the right button, or M opens all states to
 * choose from. The grid is one stop of the Tab key: arrows move inside, digits 1–7 set a state.
 */
export function AttendanceGrid({ members, expected, attendance, onMark, onOpen }: GridProps) {
  const box = useRef<HTMLDivElement>(null);
  const press = useRef<{ timer: number; opened: boolean }>({ timer: 0, opened: false });
  const [active, setActive] = useState('');
  const [text, setText] = useState('');
  const shown = text.trim() ? members.filter((member) => member.fields.name.includes(text.trim())) : members;
  const current = shown.some((member) => member.id === active) ? active : shown[0]?.id;

  const focus = (cell: Element | undefined | null) => {
    if (!(cell instanceof HTMLElement)) return;
    setActive(cell.dataset.member ?? '');
    cell.focus();
  };
  const keyDown = (event: KeyboardEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-member]');
    const id = cell?.dataset.member;
    if (!cell || !id || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = cellTowards(event.key, cell, [
      ...(box.current?.querySelectorAll<HTMLElement>('[data-member]') ?? []),
    ]);
    const digit = Number(event.key);
    if (target) focus(target);
    else if (event.key.toLowerCase() === 'm' || event.key === 'ContextMenu') onOpen(id);
    else if (digit >= 1 && digit <= ATTENDANCE_STATES.length + 1) {
      const state = ATTENDANCE_STATES[digit - 1];
      onMark(id, state && { state });
    } else return;
    event.preventDefault();
  };
  const release = () => {
    clearTimeout(press.current.timer);
    press.current.timer = 0;
  };

  return (
    <div class="space-y-1.5">
      {members.length >= SEARCH_FROM && (
        <SearchField
          label={t('life.findInGrid', { count: members.length })}
          value={text}
          onChange={setText}
        />
      )}
      <div
        ref={box}
        role="group"
        aria-label={t('life.gridLabel')}
        class="grid grid-cols-[repeat(auto-fill,minmax(4.85rem,1fr))] gap-1.5"
        onKeyDown={keyDown}
      >
        {shown.map((member) => {
          const entry = attendance[member.id];
          const mark = markOf(entry);
          const state = expected.has(member.id) || entry ? entryText(entry) : t('life.notExpected');
          return (
            <button
              key={member.id}
              type="button"
              data-member={member.id}
              data-mark={mark}
              tabIndex={member.id === current ? 0 : -1}
              aria-label={t('life.cell', { name: member.fields.name, state })}
              title={state}
              class={`text-meta min-h-9 touch-manipulation rounded-lg border px-1 py-1 break-words select-none ${MARK_STYLE[mark]} ${
                expected.has(member.id) ? '' : 'border-dashed'
              } ${expected.has(member.id) || entry ? '' : 'text-ink-3!'}`}
              onFocus={() => setActive(member.id)}
              onClick={() => {
                if (press.current.opened) press.current.opened = false;
                else onMark(member.id, nextMark(entry));
              }}
              onContextMenu={(event) => {
                event.preventDefault();
                release();
                onOpen(member.id);
              }}
              onPointerDown={(event) => {
                if (event.pointerType !== 'touch') return;
                press.current.opened = false;
                press.current.timer = setTimeout(() => {
                  press.current.opened = true;
                  onOpen(member.id);
                }, LONG_PRESS) as unknown as number;
              }}
              onPointerUp={release}
              onPointerCancel={release}
              onPointerLeave={release}
            >
              {member.fields.name}
              {mark !== 'unmarked' && mark !== 'present' && <> {tDynamic(`life.mark.${mark}`)}</>}
              {entry?.state === 'present' && <span class="sr-only">{t('life.mark.present')}</span>}
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** The cell an arrow key leads to. Rows are what stands at one height: the number of columns is the browser's. */
function cellTowards(key: string, cell: HTMLElement, cells: HTMLElement[]): HTMLElement | undefined {
  const index = cells.indexOf(cell);
  switch (key) {
    case 'ArrowRight':
      return cells[index + 1];
    case 'ArrowLeft':
      return cells[index - 1];
    case 'Home':
      return cells[0];
    case 'End':
      return cells[cells.length - 1];
    case 'ArrowDown':
      return cells.find((other) => other.offsetTop > cell.offsetTop && other.offsetLeft >= cell.offsetLeft);
    case 'ArrowUp':
      return cells.findLast(
        (other) => other.offsetTop < cell.offsetTop && other.offsetLeft <= cell.offsetLeft,
      );
    default:
      return undefined;
  }
}
