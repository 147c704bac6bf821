import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chosen } from '../../lib/assist/choose';
import type { AssistRequest } from '../../lib/assist/request';
import { t } from '../../lib/i18n';
import { requestSite } from '../../lib/platform/permissions';
import { asFault, Fault } from '../../lib/records/fault';
import { Button, FaultNote, Note, Progress, Section, useScope } from '../ui';

interface Running {
  text: string;
  download?: number;
}

/**
 * Shows the very request, sends it at a press, shows the answer as it comes, and can be stopped at any moment. What
 * came before a stop or a failure stays on the screen as incomplete; nothing of it is kept by itself.
 */
export function RunPart(props: {
  request: AssistRequest;
  chosen: Chosen;
  onDone: (answer: string) => void;
  /** Takes an incomplete answer as a draft, when the person says so. */
  onTake: (part: string) => void;
}) {
  const { request, chosen } = props;
  const { space } = useScope();
  const [running, setRunning] = useState<Running | undefined>(undefined);
  const [part, setPart] = useState('');
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [stopped, setStopped] = useState(false);
  // Shown open until it was sent: from then on the answer is what is read.
  const [sent, setSent] = useState(false);
  const controller = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const send = () => {
    // The browser grants a site only to the click itself: nothing may be waited for before this.
    const granted = chosen.address ? requestSite(chosen.address) : Promise.resolve(true);
    const own = new AbortController();
    controller.current = own;
    setFault(undefined);
    setStopped(false);
    setSent(true);
    setPart('');
    setRunning({ text: '' });
    let last = '';
    void (async () => {
      try {
        if (!(await granted)) throw new Fault('E362', { host: request.outgoing.host ?? '' });
        const answer = await chosen.engine.run(request.outgoing, {
          signal: own.signal,
          onText: (text) => {
            last = request.reveal(text);
            setRunning({ text: last });
          },
          onDownload: (share) => setRunning({ text: last, download: share }),
        });
        setRunning(undefined);
        props.onDone(answer);
      } catch (thrown) {
        setRunning(undefined);
        setPart(last);
        if (own.signal.aborted) setStopped(true);
        else setFault(asFault(thrown));
      }
    })();
  };
  const { host, body } = request.outgoing;
  return (
    <Section title={t('assist.toSend')}>
      {space === 'sample' && <Note tone="info">{t('assist.sample')}</Note>}
      <p class="text-meta text-ink-2 break-words">
        {host ? t('assist.sentTo', { host }) : t('assist.staysHere')}{' '}
        {request.hidden > 0 && t('assist.hidden', { count: request.hidden })}{' '}
        {host && t('assist.unknownNames')}
      </p>
      <details open={!sent}>
        <summary class="text-meta text-ink-2 min-h-6 cursor-pointer rounded-s">{t('assist.payload')}</summary>
        <pre
          class="border-line bg-card rounded-card text-meta mt-1 max-h-[40dvh] overflow-auto border p-2.5 break-words whitespace-pre-wrap"
          tabIndex={0}
          aria-label={t('assist.payload')}
          data-part="payload"
        >
          {body}
        </pre>
      </details>
      {chosen.download && <Note tone="info">{t('assist.downloadFirst')}</Note>}
      <div class="flex flex-wrap gap-2">
        {running ? (
          <Button action="stop-assist" onClick={() => controller.current?.abort()}>
            {t('assist.stop')}
          </Button>
        ) : (
          <Button kind={sent ? 'plain' : 'primary'} action="send-assist" onClick={send}>
            {t(sent ? 'assist.sendAgain' : host ? 'assist.send' : 'assist.run')}
          </Button>
        )}
      </div>
      {running && (
        <div role="status" class="space-y-1.5">
          {running.download !== undefined && running.download < 1 && !running.text ? (
            <Progress label={t('assist.downloading')} done={Math.round(running.download * 100)} total={100} />
          ) : (
            <p class="text-meta text-ink-3">{t('assist.running')}</p>
          )}
          {running.text && <p class="break-words whitespace-pre-wrap">{running.text}</p>}
        </div>
      )}
      {fault && <FaultNote fault={fault} />}
      {stopped && !part && <p class="text-meta text-ink-2">{t('assist.stopped')}</p>}
      {part && (
        <div class="space-y-1.5" data-part="incomplete">
          <Note tone="due">{t('assist.incomplete')}</Note>
          <p class="text-ink-2 break-words whitespace-pre-wrap">{part}</p>
          <Button small action="take-part" onClick={() => props.onTake(part)}>
            {t('assist.takePart')}
          </Button>
        </div>
      )}
    </Section>
  );
}
