import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { NoticeStyle } from '../../lib/notice/format';
import { postToRobot } from '../../lib/notice/post';
import {
  canRemindAll,
  maskedAddress,
  type Robot,
  robotRequest,
  type RobotRequest,
} from '../../lib/notice/robot';
import { requestSite } from '../../lib/platform/permissions';
import { asFault, Fault } from '../../lib/records/fault';
import { Button, Dialog, FaultNote, Note, nowMilliseconds, toast, useScope } from '../ui';

/** A signature holds for an hour; long before that the request is made anew. */
const SIGNED_FOR = 20 * 60_000;

/**
 * Shows the very bytes that go to a robot, and sends them at a press. A failure is tried again by hand only; once it
 * was sent, only the note on the activity is.
 */
export function SendDialog(props: {
  robot: Robot;
  message: { text: string; style: NoticeStyle; atAll: boolean };
  onSent: () => Promise<void>;
  onClose: () => void;
}) {
  const { robot, message } = props;
  const { space } = useScope();
  const [request, setRequest] = useState<RobotRequest | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  // It lies in the group: whatever fails from now on, it must not be sent once more.
  const [posted, setPosted] = useState(false);
  const make = () => robotRequest(robot, message, nowMilliseconds());
  useEffect(() => {
    make().then(setRequest, (thrown: unknown) => setFault(asFault(thrown)));
  }, []);

  const note = async () => {
    try {
      await props.onSent();
    } catch (thrown) {
      throw new Fault('E690', { name: robot.name }, { cause: thrown });
    }
  };
  const noteAgain = async () => {
    setBusy(true);
    setFault(undefined);
    await note().catch((thrown: unknown) => setFault(asFault(thrown)));
    setBusy(false);
  };
  const send = () => {
    // The browser grants a site only to the click itself: nothing may be waited for before this.
    const granted = requestSite(robot.address);
    setBusy(true);
    setFault(undefined);
    void (async () => {
      try {
        if (!(await granted)) throw new Fault('E632', { host: new URL(robot.address).host });
        let ready = request;
        if (!ready || nowMilliseconds() - ready.madeAt > SIGNED_FOR) {
          // What is sent is what was shown: with a new signature it is shown again first.
          ready = await make();
          setRequest(ready);
          toast(t('robot.signedAgain'));
          return;
        }
        await postToRobot(robot.kind, ready);
        setPosted(true);
        await note();
      } catch (thrown) {
        setFault(asFault(thrown));
      } finally {
        setBusy(false);
      }
    })();
  };
  return (
    <Dialog
      open
      wide
      title={t('robot.preview', { name: robot.name })}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t(posted ? 'common.close' : 'common.cancel')}</Button>
          {posted ? (
            <Button kind="primary" busy={busy} action="note-notice" onClick={() => void noteAgain()}>
              {t('robot.noteAgain')}
            </Button>
          ) : (
            <Button kind="primary" busy={busy} disabled={!request} action="send-notice" onClick={send}>
              {fault && request ? t('robot.again') : t('robot.send')}
            </Button>
          )}
        </>
      }
    >
      {space === 'sample' && <Note tone="due">{t('robot.sample')}</Note>}
      {message.atAll && !canRemindAll(robot.kind, message.style) && (
        <Note tone="info">{t('robot.noRemind')}</Note>
      )}
      <p class="text-meta text-ink-2 break-words">
        {t('robot.to', { address: maskedAddress(robot.address) })}
      </p>
      {request && (
        <pre
          class="border-line bg-card rounded-card text-meta max-h-[50dvh] overflow-auto border p-2.5 break-words whitespace-pre-wrap"
          tabIndex={0}
          aria-label={t('robot.payload')}
          data-part="payload"
        >
          {request.body}
        </pre>
      )}
      <p class="text-meta text-ink-3">{t('robot.exact')}</p>
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
