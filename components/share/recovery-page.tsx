import { useState } from 'preact/hooks';
import { t, tMaybe } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { type PublicRecovery, recoveryFingerprint, recoveryText } from '../../lib/records/recovery-key';
import { enterRecoveryKey, exchangeNow, readRecoveryPaste, recoveryOf } from '../../lib/share';
import { type OpenedRecovery, peopleOf, presetRecoveryState } from '../../lib/sync';
import { openPrint } from '../life/register-actions';
import { CodeText, copyText } from '../ui/code-text';
import { usePolicy } from '../settings/use-policy';
import {
  Button,
  Card,
  FaultNote,
  Note,
  Page,
  Row,
  Section,
  TextAreaField,
  toast,
  toastFault,
  useLive,
  useScope,
} from '../ui';
import { RecoverSpace } from './recover-space';
import { CheckDialog, MakeDialog } from './recovery-dialogs';
import { RecoveryRow } from './recovery-section';

/** 恢复密钥: make one, use one here, and use one to get records back. */
export function RecoveryPage() {
  const { ledger, space, branch } = useScope();
  const preset = recoveryOf(usePolicy().policy);
  const [shown, setShown] = useState<OpenedRecovery>();
  const known = useLive(async () => {
    const [people, state] = await Promise.all([
      peopleOf(ledger),
      preset && presetRecoveryState(ledger, preset),
    ]);
    return { people, state };
  }, [preset?.sign]);
  if (!known) return null;
  const { people, state } = known;
  const recover = space !== 'sample' && <RecoverSpace key="recover" isIn={people !== undefined} />;
  return (
    <Page title={t('sharePeople.recovery')} back={branch ? '/share/people' : '/today'}>
      {space === 'sample' && <Note tone="due">{t('share.sampleNote')}</Note>}
      {people && (
        <Section title={t('sharePeople.recoveryHere')}>
          <Card>
            <RecoveryRow recovery={people.recovery} />
          </Card>
          {preset ? (
            <Note tone={state === 'inForce' ? 'ok' : 'due'}>
              <strong class="block">{t('sharePeople.byPolicy')}</strong>
              {state && t(`sharePeople.preset.${state}`)}
            </Note>
          ) : people.leads ? (
            <PasteKey />
          ) : (
            <Note tone="info">{t('sharePeople.leadersOnly')}</Note>
          )}
        </Section>
      )}
      {/* Who is in no branch came to get one back. */}
      {!people && recover}
      <MakeSection onOpened={setShown} mayEnter={people?.leads === true && !preset} />
      {shown && <Opened opened={shown} mayEnter={people?.leads === true && !preset} />}
      {people && recover}
      <Section title={t('sharePeople.bothLost')}>
        <Note tone="info">{t('sharePeople.bothLostHint')}</Note>
      </Section>
    </Page>
  );
}

/** The public text that the committee gave out, pasted by the secretary. */
function PasteKey() {
  const { ledger } = useScope();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<Fault>();
  const take = async () => {
    setFault(undefined);
    try {
      await enter(() => enterRecoveryKey(ledger, readRecoveryPaste(text)));
      setText('');
      await exchangeNow(ledger).catch(() => undefined);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const why = fault?.code === 'E950' ? tMaybe(`settings.policy.why.${String(fault.params.why)}`) : undefined;
  return (
    <>
      <TextAreaField
        label={t('sharePeople.pasteKey')}
        hint={t('sharePeople.pasteKeyHint')}
        name="recovery-key"
        value={text}
        error={why}
        onChange={setText}
      />
      {fault && <FaultNote fault={fault} />}
      <Button action="recovery-paste" disabled={!text.trim()} onClick={() => void take()}>
        {t('sharePeople.useKey')}
      </Button>
    </>
  );
}

/** Enters a key and says whether that changed anything. */
async function enter(work: () => Promise<number>): Promise<void> {
  toast(t((await work()) ? 'sharePeople.entered' : 'sharePeople.inForce'));
}

function MakeSection(props: { onOpened: (opened: OpenedRecovery) => void; mayEnter: boolean }) {
  const [what, setWhat] = useState<'make' | 'check'>();
  return (
    <Section title={t('sharePeople.makeOne')} remark={t('sharePeople.makeOneHint')}>
      <div class="flex flex-wrap gap-2">
        <Button action="recovery-new" onClick={() => setWhat('make')}>
          {t('sharePeople.make')}
        </Button>
        <Button action="recovery-open" onClick={() => setWhat('check')}>
          {t('sharePeople.check')}
        </Button>
      </div>
      {what === 'make' && <MakeDialog onClose={() => setWhat(undefined)} onMade={() => setWhat('check')} />}
      {what === 'check' && (
        <CheckDialog
          onClose={() => setWhat(undefined)}
          onOpened={(opened) => {
            setWhat(undefined);
            props.onOpened(opened);
          }}
        />
      )}
    </Section>
  );
}

/** A file that was opened: its public part to give out, on paper too, and to use here. */
function Opened({ opened, mayEnter }: { opened: OpenedRecovery; mayEnter: boolean }) {
  const { ledger } = useScope();
  const [fault, setFault] = useState<Fault>();
  const part: PublicRecovery = opened.key;
  const text = recoveryText(part);
  const use = async () => {
    setFault(undefined);
    try {
      await enter(() => enterRecoveryKey(ledger, part));
      await exchangeNow(ledger).catch(() => undefined);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const print = () => {
    const query = new URLSearchParams({
      key: text,
      label: opened.label,
      made: String(opened.made),
      now: '1',
    });
    try {
      openPrint(`/print/recovery?${query}`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section title={t('sharePeople.publicPart')} remark={opened.label}>
      <Card>
        <Row
          title={
            <>
              {t('sharePeople.fingerprint')} <CodeText code={recoveryFingerprint(part)} />
            </>
          }
          meta={<span class="font-mono break-all">{text}</span>}
        />
      </Card>
      <Note tone="ok">{t('sharePeople.publicHint')}</Note>
      {fault && <FaultNote fault={fault} />}
      <div class="flex flex-wrap gap-2">
        {mayEnter && (
          <Button kind="primary" action="recovery-use" onClick={() => void use()}>
            {t('sharePeople.useHere')}
          </Button>
        )}
        <Button onClick={() => void copyText(text, t('sharePeople.copied'))}>
          {t('sharePeople.copyKey')}
        </Button>
        <Button icon="print" onClick={print}>
          {t('sharePeople.printSheet')}
        </Button>
      </div>
    </Section>
  );
}
