import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { sharedSpaces } from '../../lib/ledger';
import { Button, Card, Note, Row, Section, toast, toastFault, useScope } from '../ui';
import { useLiveOf } from '../ui/ledger-context';
import { bytesWord } from './words';

interface StorageState {
  persisted: boolean | undefined;
  usage: number | undefined;
}

async function look(): Promise<StorageState> {
  const [persisted, estimate] = await Promise.all([
    navigator.storage?.persisted?.(),
    navigator.storage?.estimate?.(),
  ]);
  return { persisted, usage: estimate?.usage };
}

/** Where the data is, who can see it, and what removes it, in plain words. */
export function StorageSection() {
  const [state, setState] = useState<StorageState | undefined>(undefined);
  const { own } = useScope();
  const shares = useLiveOf(own, async () => (await sharedSpaces(own)).length > 0, []);
  useEffect(() => void look().then(setState, () => undefined), []);
  const ask = async () => {
    try {
      const granted = await navigator.storage?.persist?.();
      setState(await look());
      toast(t(granted ? 'settings.storage.granted' : 'settings.storage.refused'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section title={t('settings.privacy.title')}>
      <Card pad>
        <ul class="text-body list-disc space-y-1 pl-5">
          <li>{t(shares ? 'settings.privacy.shared' : 'settings.privacy.local')}</li>
          <li>{t('settings.privacy.noTelemetry')}</li>
          <li>{t('settings.privacy.hosts')}</li>
          <li>{t('settings.privacy.robots')}</li>
          <li>{t('settings.privacy.idNumber')}</li>
          <li>{t('settings.privacy.history')}</li>
        </ul>
        <Note tone="due">{t('settings.privacy.uninstall')}</Note>
      </Card>
      <Card>
        <Row
          title={t('settings.storage.title')}
          meta={
            state
              ? [
                  state.persisted === undefined
                    ? t('settings.storage.unknown')
                    : t(state.persisted ? 'settings.storage.persisted' : 'settings.storage.evictable'),
                  state.usage === undefined
                    ? ''
                    : t('settings.storage.used', { size: bytesWord(state.usage) }),
                ]
                  .filter(Boolean)
                  .join(' · ')
              : t('common.loading')
          }
          tail={
            state?.persisted === false && (
              <Button small onClick={() => void ask()}>
                {t('settings.storage.ask')}
              </Button>
            )
          }
        />
      </Card>
    </Section>
  );
}
