import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { removeSent } from '../../lib/notice/sent';
import { Card, IconButton, Row, Section, toast, toastFault, useLedger } from '../ui';
import { sentMeta, sentTitle } from '../ui/sent-words';

/** Notices that were sent, each with its time and place; a wrong note is taken back here. */
export function SentList({ sent }: { sent: readonly Rec<'sentNotice'>[] }) {
  const ledger = useLedger();
  if (!sent.length) return null;
  const remove = async (note: Rec<'sentNotice'>) => {
    try {
      const { n } = await removeSent(ledger, note);
      const undo = async () => {
        if (n !== undefined) await ledger.undo(n);
      };
      toast(t('notice.noteRemoved'), { action: { label: t('common.undo'), run: undo } });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section title={t('notice.sent')}>
      <Card>
        {sent.map((note) => (
          <Row
            key={note.id}
            title={sentTitle(note)}
            meta={sentMeta(note)}
            tail={
              <IconButton
                icon="trash"
                label={t('notice.removeNote', { what: sentTitle(note) })}
                onClick={() => void remove(note)}
              />
            }
          />
        ))}
      </Card>
    </Section>
  );
}
