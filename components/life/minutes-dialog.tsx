import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { rememberAlias } from '../../lib/life/attendance-list';
import type { MeetingDraft } from '../../lib/life/draft';
import {
  applyReading,
  isTaken,
  noChoices,
  questionsOf,
  type ReadingChoices,
} from '../../lib/life/minutes-apply';
import { readMinutes } from '../../lib/life/minutes-read';
import { openResolutions } from '../../lib/life/resolutions';
import type { Meeting } from '../../lib/records';
import {
  Button,
  Dialog,
  TextAreaField,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
} from '../ui';
import { MinutesPreview } from './minutes-preview';
import { focusAction } from './focus-action';
import { joinSpeaker } from './rough-notes';

interface DialogProps {
  open: boolean;
  /** Notes that were pasted already: read at once, behind those that are there. */
  pasted: string;
  value: MeetingDraft;
  preview: Meeting | undefined;
  onClose: () => void;
  onApply: (form: MeetingDraft) => void;
}

/** 整理粗记: notes first, then everything that the rules found in them, each to take over or to leave. */
export function MinutesDialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ value, preview, pasted, onClose, onApply }: DialogProps) {
  const ledger = useLedger();
  const members = useMembers();
  const nameOf = useMemberName();
  const [notes, setNotes] = useState(
    [value.roughNotes || value.minutes, pasted].filter((text) => text.trim()).join('\n'),
  );
  const [read, setRead] = useState(Boolean(pasted));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!read) box.current?.querySelector('textarea')?.focus();
    else if (reading && !questionsOf(reading).length) focusAction('apply-minutes');
  }, [read]);
  const [choices, setChoices] = useState<ReadingChoices>(noChoices);
  const open = useLive(() => openResolutions(ledger), []);
  useEffect(() => setChoices(noChoices()), [read]);
  const reading = useMemo(
    () =>
      read
        ? readMinutes(notes, {
            members,
            on: value.date,
            agenda: value.agenda,
            open: (open ?? [])
              .filter(({ fields }) => fields.meeting !== value.id)
              .map(({ id, fields }) => ({ id, text: fields.text })),
            general: value.types.includes('general'),
          })
        : undefined,
    [read, notes, members, open],
  );
  const apply = async () => {
    if (!reading) return;
    const next = applyReading(value, reading, choices, {
      notes,
      nameOf,
      join: joinSpeaker,
      open: open ?? [],
    });
    onApply(next);
    const count =
      next.resolutions.length - value.resolutions.length + next.ballots.length - value.ballots.length;
    toast(t('minutes.applied', { count }));
    try {
      for (const { name, candidates } of questionsOf(reading)) {
        const chosen = choices.people[name];
        // 发言人 1 is somebody else in the next transcript, and 张 may be anybody.
        const lasting = name.length > 1 && !/\d$/.test(name);
        if (chosen && lasting && candidates.includes(chosen)) await rememberAlias(ledger, chosen, name);
      }
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const taken = reading?.proposals.filter((entry) => isTaken(entry, choices)).length ?? 0;

  return (
    <Dialog
      open
      wide
      title={read ? t('minutes.preview') : t('minutes.open')}
      onClose={onClose}
      foot={
        reading ? (
          <>
            <Button onClick={() => setRead(false)}>{t('common.back')}</Button>
            <Button kind="primary" action="apply-minutes" onClick={() => void apply()}>
              {t('minutes.apply', { count: taken })}
            </Button>
          </>
        ) : (
          <Button
            kind="primary"
            disabled={!notes.trim()}
            action="structure-minutes"
            onClick={() => setRead(true)}
          >
            {t('minutes.structure')}
          </Button>
        )
      }
    >
      {reading ? (
        <MinutesPreview
          notes={notes}
          reading={reading}
          choices={choices}
          onChoices={setChoices}
          preview={preview}
          date={value.date}
        />
      ) : (
        <div ref={box}>
          <TextAreaField
            label={t('minutes.notes')}
            value={notes}
            onChange={setNotes}
            onPaste={(event) => {
              const text = event.clipboardData?.getData('text/plain') ?? '';
              if (notes.trim() || !text.trim()) return;
              event.preventDefault();
              setNotes(text);
              setRead(true);
            }}
            rows={12}
            placeholder={t('minutes.placeholder')}
            hint={t('minutes.hint')}
          />
        </div>
      )}
    </Dialog>
  );
}
