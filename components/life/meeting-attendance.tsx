import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { type Mark, meetingSummary } from '../../lib/life/summary';
import type { MeetingWarning } from '../../lib/life/warnings';
import { dateOf } from '../../lib/rules/calendar';
import {
  Basis,
  Button,
  Card,
  Link,
  Note,
  Pill,
  Section,
  type Tone,
  useMemberName,
  useMembers,
  usePack,
} from '../ui';
import { MakeUpDialog, MadeUpBy } from './make-up-dialog';
import { PersonLink } from './person-link';
import { warningText } from './words';

const SHOWN: readonly Mark[] = ['present', 'online', 'leave', 'absent', 'makeup', 'observer', 'unmarked'];
const TONES: Record<Mark, Tone> = {
  present: 'ok',
  online: 'info',
  leave: 'due',
  absent: 'bad',
  makeup: 'ok',
  observer: 'unknown',
  unmarked: 'unknown',
};

/** Attendance by state: every count opens the people it counts, every person opens the roster. */
export function MeetingAttendance(props: {
  meeting: Rec<'meeting'>;
  planned: boolean;
  vote: MeetingWarning | undefined;
}) {
  const { meeting, planned, vote } = props;
  const roster = useMembers();
  const nameOf = useMemberName();
  const pack = usePack(dateOf(meeting.fields.startsAt));
  const [open, setOpen] = useState<Mark | 'expected' | undefined>(undefined);
  const [makingUp, setMakingUp] = useState<string | undefined>(undefined);
  const summary = meetingSummary(meeting.fields, roster, pack);
  const marked = Object.keys(meeting.fields.attendance ?? {}).length > 0;
  const everybody = SHOWN.flatMap((mark) => summary.by[mark]);
  const listed: readonly Mark[] =
    open === 'expected' ? SHOWN : open ? [open] : ['leave', 'absent', 'makeup', 'unmarked'];
  const toggle = (mark: typeof open) => setOpen(open === mark ? undefined : mark);

  return (
    <Section
      title={t('life.attendance')}
      remark={
        marked ? t('life.attendedOf', { attended: summary.attended, expected: summary.expected }) : undefined
      }
      link={<Link to={`/life/meeting/${meeting.id}/edit`}>{t('life.enterAttendance')}</Link>}
    >
      <Card pad>
        <div class="flex flex-wrap gap-1.5">
          <CountButton
            label={t('life.count.expected')}
            count={summary.expected}
            open={open === 'expected'}
            onClick={() => toggle('expected')}
          />
          {SHOWN.filter((mark) => summary.by[mark].length > 0 && (marked || !planned)).map((mark) => (
            <CountButton
              key={mark}
              label={tDynamic(`life.mark.${mark}`)}
              count={summary.by[mark].length}
              tone={TONES[mark]}
              open={open === mark}
              onClick={() => toggle(mark)}
            />
          ))}
        </div>
        {!planned && summary.expected > 0 && <p class="text-meta text-ink-3">{t('life.attendanceSum')}</p>}
        {(marked || open) &&
          listed.map(
            (mark) =>
              summary.by[mark].length > 0 &&
              (open || mark !== 'unmarked' || everybody.length !== summary.by.unmarked.length) && (
                <div key={mark} class="space-y-1">
                  <Pill tone={TONES[mark]}>
                    {tDynamic(`life.mark.${mark}`)} {summary.by[mark].length}
                  </Pill>
                  <ul class="flex flex-wrap gap-x-3 gap-y-1">
                    {summary.by[mark].map((id) => (
                      <li key={id}>
                        <PersonLink id={id} />
                        <Remark meeting={meeting} id={id} />
                        {(mark === 'leave' || mark === 'absent') && (
                          <Button
                            small
                            kind="quiet"
                            label={t('life.makeUpOf', { name: nameOf(id) })}
                            onClick={() => setMakingUp(id)}
                          >
                            {t('life.makeUp')}
                          </Button>
                        )}
                      </li>
                    ))}
                  </ul>
                </div>
              ),
          )}
        {summary.beyond.length > 0 && (
          <p class="text-meta text-ink-2">
            {t('life.beyond', {
              names: summary.beyond
                .map(({ id, mark }) =>
                  t('life.pastePerson', { name: nameOf(id), state: tDynamic(`life.mark.${mark}`) }),
                )
                .join(t('life.nameJoin')),
            })}
          </p>
        )}
        {vote?.code === 'quorum' && (
          <Note tone={warningText(vote, nameOf).tone}>
            {warningText(vote, nameOf).text}
            <Basis
              basis={vote.vote.rule.basis}
              sources={pack.sources}
              confidence={vote.vote.rule.confidence}
            />
          </Note>
        )}
      </Card>
      <MakeUpDialog
        key={makingUp}
        meeting={meeting}
        member={makingUp}
        onClose={() => setMakingUp(undefined)}
      />
    </Section>
  );
}

function CountButton(props: {
  label: string;
  count: number;
  tone?: Tone;
  open: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" aria-expanded={props.open} class="rounded-full" onClick={props.onClick}>
      <span
        class={`pill border ${props.open ? 'border-current font-semibold' : 'border-transparent'} ${countTone(props.tone)}`}
      >
        {props.label} {props.count}
      </span>
    </button>
  );
}

const countTone = (tone: Tone | undefined): string =>
  tone
    ? {
        ok: 'bg-ok-wash text-ok',
        due: 'bg-due-wash text-due',
        bad: 'bg-red-wash text-red-ink',
        info: 'bg-info-wash text-info',
        unknown: 'bg-unknown-wash text-unknown',
      }[tone]
    : 'bg-sunk text-ink';

/** The category of an absence, and the day on which it was made up. */
function Remark({ meeting, id }: { meeting: Rec<'meeting'>; id: string }) {
  const entry = meeting.fields.attendance?.[id];
  const parts = [
    entry?.reason && tDynamic(`life.reason.${entry.reason}`),
    entry?.madeUpOn && t('life.madeUpOn', { date: entry.madeUpOn }),
  ].filter(Boolean);
  if (!parts.length) return null;
  return (
    <span class="text-meta text-ink-3">
      {' '}
      {parts.join(' · ')}
      <MadeUpBy study={entry?.study} />
    </span>
  );
}
