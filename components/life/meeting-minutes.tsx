import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { sourceOf } from '../../lib/life/minutes-apply';
import { containment } from '../../lib/life/minutes-text';
import { dateOf } from '../../lib/rules/calendar';
import { RecordPoints } from '../assist';
import { Card, meetingName, Pill, Section } from '../ui';
import { linesText, RoughNotes, SourceLines } from './rough-notes';

/** 会议记录. A line that was made of rough notes shows them on a press. */
export function MeetingMinutes(props: { meeting: Rec<'meeting'>; minutes: string; rough: string }) {
  const { meeting, minutes, rough } = props;
  const [open, setOpen] = useState(-1);
  return (
    <Section title={t('life.field.minutes')} remark={rough ? t('minutes.tapForSource') : undefined}>
      <div data-part="minutes-text">
        <Card pad>
          {!minutes && <Pill tone="unknown">{t('common.unknown')}</Pill>}
          {minutes && !rough && <p class="break-words whitespace-pre-wrap">{minutes}</p>}
          {minutes &&
            rough &&
            minutes.split('\n').map((line, index) => {
              const source = line.trim() ? sourceOf(line, meeting.fields, rough, containment) : undefined;
              if (!source) {
                return (
                  <p key={index} class="break-words">
                    {line}
                  </p>
                );
              }
              return (
                <div key={index}>
                  <button
                    type="button"
                    aria-expanded={open === index}
                    class="hover:text-red-ink w-full rounded-s text-left break-words"
                    onClick={() => setOpen(open === index ? -1 : index)}
                  >
                    {line}
                    <span class="text-meta text-ink-3 ml-1.5">{linesText(source.lines)}</span>
                  </button>
                  {open === index && (
                    <SourceLines notes={rough} lines={source.lines} rewritten={source.rewritten} />
                  )}
                </div>
              );
            })}
          <RoughNotes notes={rough} />
        </Card>
      </div>
      <RecordPoints
        text={minutes || rough}
        title={meetingName(meeting)}
        on={dateOf(meeting.fields.startsAt)}
        within='[data-part="minutes-text"]'
      />
    </Section>
  );
}
