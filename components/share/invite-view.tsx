import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { admissionFile, admitDevice, type PlaceAddress, turnDown } from '../../lib/share';
import { forgetInvitation, type Given, takeRequest } from '../../lib/sync';
import {
  Button,
  confirmDialog,
  downloadBlob,
  FaultNote,
  localDate,
  navigate,
  Note,
  Section,
  useScope,
} from '../ui';
import { roleWord, stateWord } from './invite-words';
import { MessageIn } from './message-in';
import { MessageOut } from './message-out';
import { SixDigits } from './six-digits';
import { inSpace } from './space';

/** One invitation: hand it over, see who asks, compare, decide. */
export function InviteView(props: {
  given: Given;
  place: PlaceAddress;
  /** What the company is called, where it is invited to its space. */
  title?: string;
}) {
  const { given, place, title } = props;
  const { ledger, branch } = useScope();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFault(undefined);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const { id, name, state, space = '' } = given;
  const role = roleWord(given.role, space);
  const noServer = place.sort === 'file';
  const byHand = noServer || given.spoken !== undefined;
  const take = async (text: string) => void (await takeRequest(ledger, text));
  const save = () =>
    run(async () =>
      downloadBlob(await admissionFile(ledger, id), `${t('shareInvite.fileName.access', { name })}.sidebook`),
    );
  const isLive = state === 'open' || state === 'asked';
  return (
    <div class="space-y-4" data-invitation={state}>
      {state === 'open' && (
        <Section title={byHand ? t('shareInvite.step1') : t('shareInvite.how')}>
          <p class="text-meta text-ink-2">{t('shareInvite.howHint')}</p>
          <MessageOut
            text={given.text}
            copyLabel={t('shareInvite.copy')}
            action="invite"
            fileName={t('shareInvite.fileName.invite', { name })}
            words={
              space
                ? t('shareCompany.words', { company: title ?? '' })
                : t('shareInvite.words', { branch: branch?.fields.name ?? '' })
            }
          />
          <p class="text-meta text-ink-3">
            {role} · {t('shareInvite.expires', { day: localDate(given.expiry) })}
          </p>
        </Section>
      )}
      {state === 'open' && !byHand && (
        <Waiting title={t('shareInvite.waitRequest')}>{t('shareInvite.waitRequestHint')}</Waiting>
      )}
      {state === 'open' &&
        (byHand ? (
          <Section title={t('shareInvite.step2')}>
            <RequestIn onText={take} />
          </Section>
        ) : (
          <details>
            <summary class="text-red-ink cursor-pointer rounded-s underline">
              {t('shareInvite.byHand')}
            </summary>
            <div class="mt-2 space-y-2">
              <p class="text-meta text-ink-2">{t('shareInvite.byHandLead')}</p>
              <RequestIn onText={take} />
            </div>
          </details>
        ))}
      {state === 'asked' && given.code && (
        <Section title={t('shareInvite.asked')}>
          <p>{t('shareInvite.askedBy', { name: given.asker ?? name, role })}</p>
          {given.spoken && (
            <>
              <SixDigits digits={given.spoken} label={t('shareInvite.readOut')} name="spoken" />
              <p class="text-meta text-ink-2">{t('shareInvite.readOutHint')}</p>
            </>
          )}
          <SixDigits digits={given.code} label={t('shareInvite.codeCompare')} name="code" />
          <p class="text-meta text-ink-2">{t('shareInvite.codeNote')}</p>
          {given.twice && <Note tone="due">{t('shareInvite.twice')}</Note>}
          <div class="flex flex-wrap justify-end gap-2">
            <Button
              kind="danger"
              busy={busy}
              action="invite-differs"
              onClick={() => void run(() => turnDown(ledger, id, 'refused'))}
            >
              {t('shareInvite.codeDiffers')}
            </Button>
            <Button
              kind="primary"
              busy={busy}
              action="invite-same"
              onClick={() => void run(() => admitDevice(ledger, id))}
            >
              {t('shareInvite.codeSame')}
            </Button>
          </div>
        </Section>
      )}
      {state === 'admitted' && (
        <>
          <Note tone="ok">
            <strong>{t('shareInvite.admitted', { name })}</strong>
            {!byHand && (
              <span class="block">{t(space ? 'shareCompany.admittedHint' : 'shareInvite.admittedHint')}</span>
            )}
          </Note>
          {byHand && (
            <Section title={t('shareInvite.step3')}>
              <Button
                kind="primary"
                icon="download"
                busy={busy}
                action="invite-access"
                onClick={() => void save()}
              >
                {t('shareInvite.fileAccessDo')}
              </Button>
            </Section>
          )}
        </>
      )}
      {state === 'refused' && <Note tone="bad">{t('shareInvite.refused')}</Note>}
      {(state === 'revoked' || state === 'expired') && <Note tone="info">{stateWord(state)}</Note>}
      {fault && <FaultNote fault={fault} />}
      <div class="flex justify-end">
        {isLive ? (
          <Button
            kind="quiet"
            action="invite-revoke"
            onClick={() =>
              void run(async () => {
                const isSure = await confirmDialog({
                  title: t('shareInvite.revokeAsk', { name }),
                  body: t('shareInvite.revokeBody'),
                  confirm: t('shareInvite.revoke'),
                  danger: true,
                });
                if (isSure) await turnDown(ledger, id, 'revoked');
              })
            }
          >
            {t('shareInvite.revoke')}
          </Button>
        ) : (
          <Button
            kind="quiet"
            action="invite-forget"
            onClick={() =>
              void run(async () => {
                await forgetInvitation(ledger, id);
                navigate(inSpace('/share/invite', space), { replace: true });
              })
            }
          >
            {t('shareInvite.forget')}
          </Button>
        )}
      </div>
    </div>
  );
}

const RequestIn = ({ onText }: { onText: (text: string) => Promise<void> }) => (
  <MessageIn
    label={t('shareInvite.pasteRequest')}
    fileLabel={t('shareInvite.openRequest')}
    doLabel={t('shareInvite.takeRequest')}
    action="request-take"
    onText={onText}
  />
);

/** Somebody has to do something elsewhere first; said to readers as well when it changes. */
export const Waiting = (props: { title: string; children: ComponentChildren }) => (
  <div role="status" class="border-line bg-card rounded-card flex items-start gap-3 border p-3">
    <span class="loading loading-dots loading-sm text-ink-3 mt-1 shrink-0" aria-hidden="true" />
    <div>
      <p class="font-semibold">{props.title}</p>
      <p class="text-meta text-ink-2">{props.children}</p>
    </div>
  </div>
);
