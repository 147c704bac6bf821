import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  type AdoptCompany,
  type Choice,
  confirmDigits,
  enterByFile,
  enterSpace,
  exchangeNow,
  lookForAnswer,
  ownRecordsOf,
} from '../../lib/share';
import { type Answer, hear, type Joining, stopJoining } from '../../lib/sync';
import {
  Button,
  CheckField,
  confirmDialog,
  FaultNote,
  FilePick,
  Note,
  Section,
  TextField,
  toastFault,
  useLive,
  useScope,
} from '../ui';
import { Waiting } from './invite-view';
import { MessageOut } from './message-out';
import { SixDigits } from './six-digits';
import { useAgain } from './use-again';

/** Nothing more comes of an invitation after these: too late, used by another device, withdrawn, digits that differed. */
const OVER: readonly string[] = ['E913', 'E914', 'E915', 'E916'];

const ALL: Choice = { clips: true, study: true, reflections: true };

/** The checklist takes the number of the company; fetched when somebody joins one. */
const adopt: AdoptCompany = async (ledger, company) =>
  (await import('../../lib/governance/adopt-company')).adoptCompany(ledger, company);

/** From the request on: the answer, the six digits on this side, and the way in. */
export function JoinWait({ now, onAnother }: { now: Joining; onAnother: () => void }) {
  const { ledger } = useScope();
  const [answer, setAnswer] = useState<Answer>({ state: 'waiting' });
  const [isSame, setSame] = useState(now.confirmed);
  const [choice, setChoice] = useState(ALL);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const { invitation, byHand } = now;
  const isOver = fault !== undefined && OVER.includes(fault.code);
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
  /** Enters, and fetches what the branch has; the page shows by itself how far that is. */
  const enter = async () => {
    await enterSpace(ledger, choice, adopt);
    // This part of the page is gone by now: what goes wrong is told beside it, and tried again there.
    exchangeNow(ledger).catch(toastFault);
  };
  useAgain(!byHand && !busy && !isOver, async () => {
    try {
      const next = now.stage === 'entering' ? ({ state: 'admitted' } as const) : await lookForAnswer(ledger);
      setAnswer(next);
      setFault(undefined);
      if (next.state === 'admitted' && isSame) await run(enter);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  });
  const code = byHand ? now.code : answer.code;
  const stop = async () => {
    const isSure = await confirmDialog({
      title: t('shareInvite.stopAsk', { branch: invitation.branch }),
      body: t('shareInvite.stopBody'),
      confirm: t('shareInvite.stop'),
    });
    if (isSure) await run(() => stopJoining(ledger));
  };
  return (
    <div class="space-y-4" data-joining={answer.state}>
      <p>{t('shareInvite.joiningTo', { branch: invitation.branch, name: invitation.inviter })}</p>
      {byHand && (
        <Section title={t('shareInvite.step2Join')}>
          <MessageOut
            text={now.request}
            copyLabel={t('shareInvite.copyRequest')}
            action="request"
            fileName={t('shareInvite.fileName.request', { name: invitation.name })}
          />
          <Heard
            key={now.request}
            has={now.code !== undefined}
            onHeard={(digits) => run(() => hear(ledger, digits))}
          />
        </Section>
      )}
      {!byHand && !code && !fault && (
        <Waiting title={t('shareInvite.waitSee')}>{t('shareInvite.waitSeeHint')}</Waiting>
      )}
      {code && (
        <Section title={t('shareInvite.codeTitle')}>
          <SixDigits digits={code} label={t('shareInvite.codeCompare')} name="code" />
          <p class="text-meta text-ink-2">{t('shareInvite.codeNote')}</p>
          {isSame ? (
            !byHand && (
              <Waiting title={t('shareInvite.waitConfirm')}>{t('shareInvite.waitConfirmHint')}</Waiting>
            )
          ) : (
            <>
              {invitation.company === undefined ? (
                <Choices choice={choice} onChange={setChoice} now={now} />
              ) : (
                <Adopts choice={choice} onChange={setChoice} now={now} />
              )}
              <div class="flex flex-wrap justify-end gap-2">
                <Button
                  kind="danger"
                  action="join-differs"
                  onClick={() => void run(() => stopJoining(ledger))}
                >
                  {t('shareInvite.codeDiffers')}
                </Button>
                <Button
                  kind="primary"
                  busy={busy}
                  action="join-same"
                  onClick={() => {
                    setSame(true);
                    void run(async () => {
                      await confirmDigits(ledger, choice);
                      if (!byHand && answer.state === 'admitted') await enter();
                    });
                  }}
                >
                  {t('shareInvite.codeSame')}
                </Button>
              </div>
            </>
          )}
        </Section>
      )}
      {byHand && (isSame || now.stage === 'entering') && (
        <Section title={t('shareInvite.step3Join')}>
          <FilePick
            accept=".sidebook"
            label={t('shareInvite.openAccess')}
            disabled={busy}
            onFiles={([file]) => file && void run(() => enterByFile(ledger, file, choice, adopt))}
          />
        </Section>
      )}
      {fault && <FaultNote fault={fault} />}
      {isOver && (
        <Button
          kind="primary"
          action="join-another"
          onClick={() => {
            onAnother();
            void run(() => stopJoining(ledger));
          }}
        >
          {t('shareInvite.another')}
        </Button>
      )}
      {now.stage === 'asked' && !isOver && (
        <div class="flex justify-end">
          <Button kind="quiet" action="join-stop" onClick={() => void stop()}>
            {t('shareInvite.stop')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The six digits that the inviter reads out, where messages go by hand. */
function Heard({ has, onHeard }: { has: boolean; onHeard: (digits: string) => Promise<void> }) {
  const [digits, setDigits] = useState('');
  return (
    <form
      class="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void onHeard(digits);
      }}
    >
      <div class="min-w-40 flex-1">
        <TextField label={t('shareInvite.heard')} name="heard" value={digits} onChange={setDigits} />
      </div>
      <Button
        kind={has ? 'plain' : 'primary'}
        type="submit"
        disabled={digits.replace(/\s/g, '').length !== 6}
        action="join-heard"
      >
        {t('shareInvite.heardDo')}
      </Button>
    </form>
  );
}

/** Whether the branch here is one of the company; asked where it is not known to be. */
function Adopts(props: { choice: Choice; onChange: (choice: Choice) => void; now: Joining }) {
  const { branch, role } = useScope();
  const { choice, onChange, now } = props;
  const { company, branch: title, role: given } = now.invitation;
  const fields = branch?.fields;
  const isOpen = fields !== undefined && fields.companyId !== company && role !== 'member';
  useEffect(() => {
    // A reviewer looks at the company from outside; anybody else of a company of that name most likely works there.
    if (isOpen)
      onChange({ ...choice, adopt: given !== 'reviewer' && fields.company.trim() === title.trim() });
  }, [isOpen, company]);
  if (!isOpen) return null;
  return (
    <div class="grid gap-1">
      <CheckField
        label={t('shareCompany.adopt', { branch: fields.name, company: title })}
        checked={choice.adopt ?? false}
        onChange={(on) => onChange({ ...choice, adopt: on })}
      />
      <p class="text-meta text-ink-2">{t('shareCompany.adoptHint')}</p>
    </div>
  );
}

/** What of the own records goes along; asked where there is something to ask. */
function Choices(props: { choice: Choice; onChange: (choice: Choice) => void; now: Joining }) {
  const { ledger } = useScope();
  const { member, role } = props.now.invitation;
  const own = useLive(async () => ownRecordsOf(ledger, member), [member]);
  if (own?.way !== 'apart' || role === 'reviewer') return null;
  const rows: { name: 'clips' | 'study' | 'reflections'; label: string; count: number }[] = [
    { name: 'clips', label: t('shareInvite.bringClips', { count: own.clips }), count: own.clips },
    { name: 'study', label: t('shareInvite.bringStudy', { count: own.study }), count: own.study },
    {
      name: 'reflections',
      label: own.shared
        ? `${t('shareInvite.bringReflections', { count: own.reflections })} ${t('shareInvite.bringShared', { count: own.shared })}`
        : t('shareInvite.bringReflections', { count: own.reflections }),
      count: own.reflections + own.shared,
    },
  ];
  const shown = rows.filter(({ count }) => count > 0);
  if (!shown.length) return null;
  return (
    <div class="grid gap-2">
      {shown.map(({ name, label }) => (
        <CheckField
          key={name}
          label={label}
          checked={props.choice[name]}
          onChange={(on) => props.onChange({ ...props.choice, [name]: on })}
        />
      ))}
      <Note tone="info">{t('shareInvite.bringLeft')}</Note>
    </div>
  );
}
