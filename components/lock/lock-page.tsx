import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { loadLock, rewriteText } from '../../lib/ledger';
import { keepLockMinutes, lockNow, minutesUnder } from '../../lib/platform/lock';
import { openItems } from '../../lib/platform/sealed-item';
import { Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  FaultNote,
  Kbd,
  Note,
  nowMilliseconds,
  Page,
  PasswordField,
  Section,
  SelectField,
  toast,
  toastFault,
  useScope,
} from '../ui';
import { useLiveOf } from '../ui/ledger-context';
import { usePolicy } from '../settings/use-policy';
import { minuteOptions } from './minutes';
import { SetUp } from './set-up';
import { useWork } from './use-passphrase';

/** 口令锁: set it up, lock now, when it locks by itself, another passphrase, take it off. */
export function LockPage() {
  const { own } = useScope();
  const lock = useLiveOf(own, async () => ({ found: await (await loadLock()).lockOf(own) }), []);
  const [, repaint] = useState(0);
  const again = () => repaint((count) => count + 1);
  return (
    <Page title={t('lock.title')} back="/settings">
      {lock && !own.isSealed && (
        <SetUp
          own={own}
          onDone={() => {
            toast(t('lock.isOn'));
            again();
          }}
        />
      )}
      {lock?.found && own.isSealed && <WithLock minutes={lock.found.minutes} />}
    </Page>
  );
}

function WithLock({ minutes }: { minutes: number }) {
  const { own } = useScope();
  const policy = usePolicy().policy;
  const set = (value: string) =>
    void (async () => {
      const chosen = minutesUnder(Number(value), policy.autoLockMinutes);
      await (await loadLock()).setLockMinutes(own, chosen);
      await keepLockMinutes(chosen);
    })().catch(toastFault);
  return (
    <>
      <Section title={t('lock.isOn')}>
        <Card pad>
          <p>{t('lock.nowHint')}</p>
          <Button icon="lock" action="lock-now" onClick={() => void lockNow()}>
            {t('lock.now')}
          </Button>
          <p class="text-meta text-ink-2">
            <Kbd>Alt+Shift+K</Kbd> {t('lock.keyHint')}
          </p>
          <SelectField
            label={t('lock.minutes')}
            value={String(minutesUnder(minutes, policy.autoLockMinutes))}
            options={minuteOptions(policy.autoLockMinutes)}
            onChange={set}
          />
          <p class="text-meta text-ink-2">{t('lock.screenLock')}</p>
        </Card>
      </Section>
      <ChangePassphrase />
      {policy.requireLock ? <Note tone="info">{t('lock.required')}</Note> : <TakeOff />}
    </>
  );
}

function ChangePassphrase() {
  const { own } = useScope();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [repeat, setRepeat] = useState('');
  const { busy, fault, run, bar } = useWork();
  const change = () =>
    run(async (progress) => {
      if (next !== repeat) throw new Fault('E948');
      await (await loadLock()).changeLock(own, { old, next }, nowMilliseconds(), progress);
      for (const clear of [setOld, setNext, setRepeat]) clear('');
      toast(t('lock.changed'));
    });
  return (
    <Section title={t('lock.change')}>
      <form
        class="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          change();
        }}
      >
        <PasswordField label={t('lock.oldPassphrase')} name="old" value={old} onChange={setOld} />
        <PasswordField
          label={t('lock.newPassphrase')}
          name="next"
          value={next}
          hint={t('lock.passphraseHint')}
          onChange={setNext}
        />
        <PasswordField label={t('lock.repeat')} name="repeatNext" value={repeat} onChange={setRepeat} />
        {fault && <FaultNote fault={fault} />}
        {bar}
        <div class="flex justify-end">
          <Button type="submit" busy={busy} disabled={!old || !next || !repeat} action="change-lock">
            {t('lock.change')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function TakeOff() {
  const { own } = useScope();
  const [passphrase, setPassphrase] = useState('');
  const { busy, fault, run, bar } = useWork();
  const takeOff = () =>
    run(async (progress) => {
      const { takeLockOff } = await loadLock();
      await takeLockOff(own, passphrase, nowMilliseconds(), { ...progress, first: openItems });
      rewriteText(own, localStorage, 'quickEntry:own');
      // Every window begins anew, this one as well.
      await lockNow();
    });
  return (
    <Section title={t('lock.off')}>
      <p class="text-meta text-ink-2">{t('lock.offHint')}</p>
      <form
        class="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          takeOff();
        }}
      >
        <PasswordField
          label={t('lock.passphrase')}
          name="offPassphrase"
          value={passphrase}
          onChange={setPassphrase}
        />
        {fault && <FaultNote fault={fault} />}
        {bar}
        <div class="flex justify-end">
          <Button kind="danger" type="submit" busy={busy} disabled={!passphrase} action="lock-off">
            {t('lock.off')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
