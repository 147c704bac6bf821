import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { ATTENDANCE_STATES, type AttendanceEntry, LEAVE_REASONS } from '../../lib/records/meeting';
import { Button, DateField, Dialog, Kbd } from '../ui';
import { MARK_STYLE } from './words';

/**
 * All states of one person to choose from, and the way to the next one: roll call. Every state is a button with
 * its digit; reasons and the day of a make-up are asked only where they belong.
 */
export function RollCallDialog(props: {
  member: string | undefined;
  members: readonly Rec<'member'>[];
  attendance: Readonly<Record<string, AttendanceEntry>>;
  onMark: (id: string, entry: AttendanceEntry | undefined) => void;
  /** Goes to another person; undefined closes. */
  onGo: (id: string | undefined) => void;
}) {
  const { members, attendance, onMark, onGo } = props;
  const index = members.findIndex((member) => member.id === props.member);
  const member = members[index];
  const entry = member && attendance[member.id];
  const away = entry?.state === 'leave' || entry?.state === 'absent';
  const go = (step: number) => onGo(members[(index + step + members.length) % members.length]?.id);
  const choose = (next: AttendanceEntry | undefined) => {
    if (!member) return;
    onMark(member.id, next);
    // Where a reason is to be asked the person stays on this one; else roll call goes on to who is open.
    if (next?.state === 'leave' || next?.state === 'absent') return;
    const rest = [...members.slice(index + 1), ...members.slice(0, index)];
    const open = rest.find((other) => !attendance[other.id]);
    if (next && !entry && open) onGo(open.id);
  };
  return (
    <Dialog
      open={Boolean(member)}
      title={
        member
          ? t('life.rollCallOf', { name: member.fields.name, number: index + 1, count: members.length })
          : ''
      }
      onClose={() => onGo(undefined)}
      foot={
        <>
          <Button onClick={() => go(-1)}>{t('life.previous')}</Button>
          <Button onClick={() => go(1)}>{t('life.next')}</Button>
          <Button kind="primary" onClick={() => onGo(undefined)}>
            {t('life.doneRollCall')}
          </Button>
        </>
      }
    >
      {member && (
        <div
          class="space-y-3"
          onKeyDown={(event) => {
            const digit = Number(event.key);
            const typing = event.target instanceof HTMLInputElement;
            if (typing || event.isComposing || !(digit >= 1 && digit <= ATTENDANCE_STATES.length + 1)) return;
            const state = ATTENDANCE_STATES[digit - 1];
            choose(state && { state });
          }}
        >
          <div
            role="radiogroup"
            aria-label={t('life.stateOf', { name: member.fields.name })}
            class="grid grid-cols-2 gap-1.5"
          >
            {[...ATTENDANCE_STATES, undefined].map((state, position) => {
              const mark = state ?? 'unmarked';
              const chosen = (entry?.state ?? 'unmarked') === mark;
              return (
                <button
                  key={mark}
                  type="button"
                  role="radio"
                  aria-checked={chosen}
                  class={`flex items-center justify-between rounded-lg border px-3 py-2 text-left ${
                    chosen ? `${MARK_STYLE[mark]} font-semibold` : 'border-line-strong bg-card'
                  }`}
                  onClick={() => choose(state && { state })}
                >
                  {tDynamic(`life.mark.${mark}`)}
                  <Kbd>{position + 1}</Kbd>
                </button>
              );
            })}
          </div>
          {away && entry && (
            <>
              <div role="radiogroup" aria-label={t('life.reason')} class="flex flex-wrap gap-1.5">
                {LEAVE_REASONS.map((reason) => (
                  <button
                    key={reason}
                    type="button"
                    role="radio"
                    aria-checked={entry.reason === reason}
                    class={`text-meta rounded-full border px-3 py-1 ${
                      entry.reason === reason
                        ? 'border-red bg-red-wash text-red-ink font-semibold'
                        : 'border-line-strong bg-card'
                    }`}
                    onClick={() => onMark(member.id, { ...entry, reason })}
                  >
                    {tDynamic(`life.reason.${reason}`)}
                  </button>
                ))}
              </div>
              <p class="text-meta text-ink-3">{t('life.reasonHint')}</p>
              <DateField
                label={t('life.madeUpLabel')}
                value={entry.madeUpOn ?? ''}
                onChange={(madeUpOn) => onMark(member.id, { ...entry, madeUpOn: madeUpOn || undefined })}
              />
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}
