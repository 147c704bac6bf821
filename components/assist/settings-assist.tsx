import { useEffect, useRef, useState } from 'preact/hooks';
import { type BuiltinState, builtinState } from '../../lib/assist/builtin';
import { type Chosen, engineFor, lackOf } from '../../lib/assist/choose';
import { type AssistSettings, assistUnder, keepAssist } from '../../lib/assist/service';
import { t } from '../../lib/i18n';
import { policySnapshot } from '../../lib/platform/policy';
import { requestSite } from '../../lib/platform/permissions';
import { asFault, Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  FaultNote,
  Note,
  PasswordField,
  Progress,
  Section,
  Segments,
  TextField,
  toast,
  toastFault,
  useQuery,
} from '../ui';
import { useAssist } from './use-assist';

/** 智能辅助: off, the browser's own model, or one address. Nothing is sent before somebody presses. */
export function SettingsAssist() {
  const assist = useAssist();
  const isAsked = useQuery().get('at') === 'assist';
  // Whoever came for this finds it, far down on a long page.
  useEffect(() => {
    if (assist && isAsked) document.getElementById('assist')?.scrollIntoView();
  }, [Boolean(assist), isAsked]);
  if (!assist) return null;
  const { choice, own } = assist;
  const set = (settings: AssistSettings) => keepAssist(settings, choice.preset).catch(toastFault);
  return (
    <Section title={t('assist.settings')} remark={t('assist.settingsHint')} id="assist">
      <Card pad>
        {choice.forbidden ? (
          <p class="text-ink-2">{t('assist.forbidden')}</p>
        ) : (
          <>
            <Segments
              label={t('assist.settings')}
              options={(['off', 'builtin', 'address'] as const).map((value) => ({
                value,
                label: t(`assist.mode.${value}`),
              }))}
              value={own.mode}
              onChange={(mode) =>
                // An address that is not filled in yet is kept with the form below.
                void (mode === 'address' && !choice.preset && !own.address
                  ? keepAssist({ ...own, mode: 'address' }, true).catch(toastFault)
                  : set({ ...own, mode }))
              }
            />
            <p class="text-meta text-ink-3">{t(`assist.modeHint.${own.mode}`)}</p>
            {own.mode === 'builtin' && <Builtin />}
            {own.mode === 'address' && choice.preset && (
              <p class="break-words">
                {t('assist.preset', {
                  host: choice.service ? hostOf(choice.service.address) : '',
                  model: choice.service?.model ?? '',
                })}
              </p>
            )}
            {own.mode === 'address' && !choice.preset && <AddressForm own={own} />}
            {own.mode === 'address' && choice.preset && <TestButton own={own} />}
          </>
        )}
      </Card>
    </Section>
  );
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);

function Builtin() {
  const [state, setState] = useState<BuiltinState | undefined>(undefined);
  useEffect(() => {
    void builtinState().then(setState, toastFault);
  }, []);
  if (!state) return null;
  if (state.model === 'unavailable' && state.summarizer === 'unavailable') {
    return <FaultNote fault={lackOf(state.lack)} />;
  }
  return (
    <>
      <p>
        {t(
          state.model === 'unavailable'
            ? 'assist.onlySummaries'
            : state.model === 'available'
              ? 'assist.builtinReady'
              : 'assist.builtinDownload',
        )}
      </p>
      {state.model !== 'unavailable' && <TestButton own={{ mode: 'builtin' }} />}
    </>
  );
}

function AddressForm({ own }: { own: AssistSettings }) {
  const [address, setAddress] = useState(own.address ?? '');
  const [model, setModel] = useState(own.model ?? '');
  const [key, setKey] = useState(own.key ?? '');
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const typed: AssistSettings = { mode: 'address', address, model, key };
  const save = async () => {
    setFault(undefined);
    try {
      await keepAssist(typed);
      toast(t('assist.saved'));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <div class="space-y-2">
      <TextField
        label={t('assist.address')}
        hint={t('assist.addressHint')}
        value={address}
        placeholder="https://"
        onChange={setAddress}
      />
      <TextField label={t('assist.model')} hint={t('assist.modelHint')} value={model} onChange={setModel} />
      <PasswordField label={t('assist.key')} hint={t('assist.keyHint')} value={key} onChange={setKey} />
      <div class="flex flex-wrap gap-2">
        <Button small kind="primary" action="save-assist" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      </div>
      {fault && <FaultNote fault={fault} />}
      <TestButton own={typed} />
    </div>
  );
}

/** Sends one fixed sentence, to see whether anybody answers. */
function TestButton({ own }: { own: AssistSettings }) {
  const [busy, setBusy] = useState(false);
  const [share, setShare] = useState<number | undefined>(undefined);
  const [answer, setAnswer] = useState('');
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const controller = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const test = () => {
    const { service } = assistUnder(own, policySnapshot().policy);
    // The browser grants a site only to the click itself: nothing may be waited for before this.
    const granted = own.mode === 'address' && service ? requestSite(service.address) : Promise.resolve(true);
    const leaving = new AbortController();
    controller.current = leaving;
    setBusy(true);
    setFault(undefined);
    setAnswer('');
    void (async () => {
      try {
        if (own.mode === 'address' && !service) throw new Fault(own.address?.trim() ? 'E361' : 'E360');
        if (!(await granted)) throw new Fault('E362', { host: hostOf(service?.address ?? '') });
        const choice = assistUnder(own, policySnapshot().policy);
        const chosen: Chosen = await engineFor(choice, 'answer');
        const sentence = t('assist.testSentence');
        const text = await chosen.engine.run(chosen.engine.prepare({ system: sentence, user: sentence }), {
          signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(TEST_PATIENCE)]),
          onText: () => undefined,
          onDownload: setShare,
        });
        setAnswer(text.slice(0, 200));
      } catch (thrown) {
        if (leaving.signal.aborted) return;
        const isLate = thrown instanceof DOMException && thrown.name === 'TimeoutError';
        setFault(isLate ? new Fault('E364', { host: hostOf(service?.address ?? '') }) : asFault(thrown));
      } finally {
        setBusy(false);
        setShare(undefined);
      }
    })();
  };
  return (
    <div class="space-y-1.5">
      <div class="flex flex-wrap items-center gap-2">
        <Button small busy={busy} action="test-assist" onClick={test}>
          {t('assist.test')}
        </Button>
        <span class="text-meta text-ink-3 min-w-0 flex-1">{t('assist.testHint')}</span>
      </div>
      {share !== undefined && share < 1 && (
        <Progress label={t('assist.downloading')} done={Math.round(share * 100)} total={100} />
      )}
      {answer && <Note tone="ok">{t('assist.testAnswer', { answer })}</Note>}
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}

/** A download of the browser's model takes longer than any answer: minutes, in milliseconds. */
const TEST_PATIENCE = 600_000;
