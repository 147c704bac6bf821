import { useEffect, useMemo, useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { gridOf } from '../../lib/life/expected';
import { lastAttendance } from '../../lib/life/prefill';
import { meetingSummary } from '../../lib/life/summary';
import type { MeetingWarning } from '../../lib/life/warnings';
import type { Meeting } from '../../lib/records';
import { type AttendanceEntry, LEAVE_REASONS } from '../../lib/records/meeting';
import {
  Basis,
  Button,
  EmptyState,
  Link,
  Note,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  usePack,
} from '../ui';
import { AttendanceGrid } from './attendance-grid';
import { PasteDialog } from './attendance-paste';
import { RollCallDialog } from './attendance-roll-call';
import type { PartProps } from './form-basics';
import type { Pasted } from './use-loose-paste';
import { nameList, warningText } from './words';

/** Reasons asked for at once; the rest follow as these are answered. */
const ASKED = 4;

/** 到会: the arithmetic, one cell per person, a pasted list, and what is still to be asked. */
export function AttendancePart({
  value,
  set,
  preview,
  warnings,
  pasted,
}: PartProps & {
  preview: Meeting | undefined;
  warnings: readonly MeetingWarning[];
  /** A list that was pasted beside the fields. */
  pasted: Pasted | undefined;
}) {
  const ledger = useLedger();
  const roster = useMembers();
  const nameOf = useMemberName();
  const pack = usePack(value.date || undefined);
  const [pasting, setPasting] = useState<Pasted | undefined>(undefined);
  useEffect(() => pasted && setPasting(pasted), [pasted]);
  const [calling, setCalling] = useState<string | undefined>(undefined);
  const { types, group, startsAt } = preview ?? {};
  const facts = useMemo(
    () => (types && startsAt ? { types, group, startsAt, attendance: value.attendance } : undefined),
    [JSON.stringify(types), group, startsAt, value.attendance],
  );
  const grid = useMemo(() => (facts ? gridOf(facts, roster, pack) : []), [facts, roster, pack]);
  const summary = useMemo(
    () => (facts ? meetingSummary(facts, roster, pack) : undefined),
    [facts, roster, pack],
  );

  const mark = (id: string, entry: AttendanceEntry | undefined) =>
    set((form) => {
      const attendance = { ...form.attendance };
      if (entry) attendance[id] = entry;
      else delete attendance[id];
      return { ...form, attendance };
    });
  const markMany = (marks: Record<string, AttendanceEntry>) =>
    set((form) => ({ ...form, attendance: { ...form.attendance, ...marks } }));
  const expected = useMemo(() => new Set(Object.values(summary?.by ?? {}).flat()), [summary]);
  const unmarked = summary?.by.unmarked ?? [];
  const last = useLive(
    () =>
      lastAttendance(ledger, { types: value.types, day: value.date, group: value.group, except: value.id }),
    [value.types.join(), value.date, value.group],
  );
  const again = Object.entries(last ?? {}).filter(([id]) => expected.has(id));
  const noReason = warnings.find((warning) => warning.code === 'noReason');
  const asked = noReason && 'members' in noReason ? noReason.members : [];
  const quorum = warnings.find((warning) => warning.code === 'quorum');

  return (
    <section class="space-y-1.5" aria-labelledby="attendance-title">
      <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 id="attendance-title" class="text-meta text-ink-2">
          {t('life.attendance')}
        </h2>
        <p class="text-meta text-ink-2 min-w-40 flex-1" aria-live="polite" data-part="attendance-counts">
          {summary ? countsText(summary) : t('life.attendanceNeedsDate')}
        </p>
        {grid.length > 0 && (
          <Button small onClick={() => setPasting({ text: '' })}>
            {t('life.paste')}
          </Button>
        )}
      </div>
      {summary && !grid.length && (
        <EmptyState
          title={t('life.noRoster')}
          action={<Link to="/branch/roster/import">{t('life.toRosterImport')}</Link>}
        >
          {value.types.includes('group') && !value.group
            ? t('life.warn.groupUnknown')
            : t('life.noRosterHint')}
        </EmptyState>
      )}
      {grid.length > 0 && (
        <>
          <AttendanceGrid
            members={grid}
            expected={expected}
            attendance={value.attendance}
            onMark={mark}
            onOpen={setCalling}
          />
          <div class="flex flex-wrap items-center gap-x-1">
            {unmarked.length > 0 && (
              <Button
                small
                kind="quiet"
                action="all-present"
                onClick={() =>
                  markMany(Object.fromEntries(unmarked.map((id) => [id, { state: 'present' as const }])))
                }
              >
                {unmarked.length === summary?.expected
                  ? t('life.allPresent')
                  : t('life.restPresent', { count: unmarked.length })}
              </Button>
            )}
            {again.length > 0 && unmarked.length === summary?.expected && (
              <Button
                small
                kind="quiet"
                action="same-as-last"
                onClick={() => markMany(Object.fromEntries(again))}
              >
                {t('life.sameAsLast', { count: again.length })}
              </Button>
            )}
            <Button small kind="quiet" onClick={() => setCalling(unmarked[0] ?? grid[0]?.id)}>
              {t('life.rollCall')}
            </Button>
            <span class="text-meta text-ink-3">{t('life.gridHint')}</span>
          </div>
        </>
      )}
      {asked.length > 0 && (
        <div class="rounded-card border-line bg-due-wash space-y-1.5 border px-3 py-2">
          {asked.slice(0, ASKED).map((id) => (
            <ReasonAsk
              key={id}
              name={nameOf(id)}
              onChoose={(reason) => {
                const entry = value.attendance[id];
                if (entry) mark(id, { ...entry, reason });
              }}
            />
          ))}
          {asked.length > ASKED && (
            <p class="text-meta text-ink-2">{t('life.moreToAsk', { count: asked.length - ASKED })}</p>
          )}
        </div>
      )}
      {summary && unmarked.length > 0 && unmarked.length < summary.expected && (
        <p class="text-meta text-ink-3">{t('life.unmarkedNames', { names: nameList(unmarked, nameOf) })}</p>
      )}
      {quorum?.code === 'quorum' && (
        <Note tone={warningText(quorum, nameOf).tone}>
          {warningText(quorum, nameOf).text}
          {quorum.vote.notices.map((notice) => (
            <span key={notice} class="block">
              {tDynamic(`rules.vote.${notice}`)}
            </span>
          ))}
          <Basis
            basis={quorum.vote.rule.basis}
            sources={pack.sources}
            confidence={quorum.vote.rule.confidence}
          />
        </Note>
      )}
      <PasteDialog
        open={pasting !== undefined}
        text={pasting?.text ?? ''}
        members={roster}
        attendance={value.attendance}
        onClose={() => setPasting(undefined)}
        onMarks={markMany}
        onGuests={(names) =>
          set((form) => {
            const known = form.guests.split(/[、,，\s]+/).filter(Boolean);
            const fresh = names.filter((name) => !known.includes(name));
            return {
              ...form,
              guests: [form.guests.trim(), ...fresh].filter(Boolean).join(t('life.nameJoin')),
            };
          })
        }
      />
      <RollCallDialog
        member={calling}
        members={grid}
        attendance={value.attendance}
        onMark={mark}
        onGo={setCalling}
      />
    </section>
  );
}

/** 应到 26 · 实到 22（到会 17 · 线上 5）· 请假 2 · 未记 2. What is nought is left out, except 应到 and 实到. */
export function countsText(summary: ReturnType<typeof meetingSummary>): string {
  const count = (mark: keyof typeof summary.by) => summary.by[mark].length;
  const parts = [
    `${t('life.count.expected')} ${summary.expected}`,
    `${t('life.count.attended')} ${summary.attended}`,
    ...(['present', 'online', 'leave', 'absent', 'makeup', 'observer', 'unmarked'] as const)
      .filter((mark) => count(mark) > 0)
      .map((mark) => `${tDynamic(`life.mark.${mark}`)} ${count(mark)}`),
  ];
  return parts.join(' · ');
}

function ReasonAsk(props: { name: string; onChoose: (reason: (typeof LEAVE_REASONS)[number]) => void }) {
  return (
    <div
      class="flex flex-wrap items-center gap-1.5"
      role="group"
      aria-label={t('life.reasonOf', { name: props.name })}
    >
      <span class="text-meta">{t('life.reasonOf', { name: props.name })}</span>
      {LEAVE_REASONS.map((reason) => (
        <button
          key={reason}
          type="button"
          class="text-meta border-line-strong bg-card rounded-full border px-2.5 py-0.5"
          onClick={() => props.onChoose(reason)}
        >
          {tDynamic(`life.reason.${reason}`)}
        </button>
      ))}
    </div>
  );
}
