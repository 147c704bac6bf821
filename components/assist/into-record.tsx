import { useState } from 'preact/hooks';
import { addToMinutes, addToNote, recordsFor } from '../../lib/assist/into-records';
import { currentLanguage, t } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import { formatDay } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  Dialog,
  meetingName,
  navigate,
  Row,
  toast,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../ui';

/** What can be done with a text about a clip: copied, put under an activity's minutes, or under the clip's note. */
export function IntoRecord(props: {
  clip: Rec<'clip'>;
  /** The text as it goes into a record; made when it is asked for. */
  text: () => string;
  /** The text as it is copied, with its source. */
  copied: () => string;
  disabled?: boolean;
  /** Draft that is not needed once its text is in a record. */
  draftId?: string;
}) {
  const ledger = useLedger();
  const today = useToday();
  const { clip } = props;
  const [choosing, setChoosing] = useState(false);
  const records = useLive(() => recordsFor(ledger, clip.id, today), [clip.id, today]);
  const put = async (work: () => Promise<CommitResult>, done: string, to?: string) => {
    try {
      const { n } = await work();
      setChoosing(false);
      toast(done, {
        action:
          n === undefined
            ? undefined
            : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
      });
      if (to) navigate(to);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const copy = async () => {
    await navigator.clipboard.writeText(props.copied());
    toast(t('assist.copied'));
  };
  const nameOf = (meeting: Rec<'meeting'>) =>
    t('assist.meetingOn', {
      date: formatDay(meeting.fields.startsAt.slice(0, 10), currentLanguage()),
      name: meetingName(meeting),
    });
  return (
    <div class="flex flex-wrap gap-2">
      <Button
        small
        icon="copy"
        disabled={props.disabled}
        action="copy-points"
        onClick={() => void copy().catch(toastFault)}
      >
        {t('assist.copy')}
      </Button>
      <Button small disabled={props.disabled} action="points-to-minutes" onClick={() => setChoosing(true)}>
        {t('assist.toMinutes')}
      </Button>
      <Button
        small
        disabled={props.disabled}
        action="points-to-note"
        onClick={() =>
          void put(() => addToNote(ledger, clip, props.text(), props.draftId), t('assist.inNote'))
        }
      >
        {t('assist.toNote')}
      </Button>
      {choosing && (
        <Dialog open title={t('assist.toMinutes')} onClose={() => setChoosing(false)}>
          <p class="text-meta text-ink-2">{t('assist.toMinutesHint')}</p>
          {records?.length ? (
            <Card>
              {records.map((meeting) => (
                <Row
                  key={meeting.id}
                  title={<span class="font-normal">{nameOf(meeting)}</span>}
                  tail={
                    <Button
                      small
                      label={t('assist.putInto', { name: nameOf(meeting) })}
                      action="put-into-minutes"
                      onClick={() =>
                        void put(
                          () => addToMinutes(ledger, meeting, props.text(), props.draftId),
                          t('assist.inMinutes'),
                          `/life/meeting/${meeting.id}`,
                        )
                      }
                    >
                      {t('assist.put')}
                    </Button>
                  }
                />
              ))}
            </Card>
          ) : (
            <p>{t('assist.noMeeting')}</p>
          )}
        </Dialog>
      )}
    </div>
  );
}
