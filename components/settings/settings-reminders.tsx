import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { onPermissions } from '../../lib/platform/permissions';
import { hasReminders, requestReminders, stopReminders } from '../../lib/platform/reminder';
import { Button, Card, Row, Section, toast, toastFault } from '../ui';

/** Reminders on the desktop: off until they are asked for here, at most one a day. */
export function SettingsReminders() {
  const [on, setOn] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    const look = () => void hasReminders().then(setOn, toastFault);
    look();
    return onPermissions(look);
  }, []);
  const turnOn = () => {
    // The request has to be the first thing that the click does.
    requestReminders().then(
      (granted) => toast(t(granted ? 'settings.reminders.isOn' : 'settings.reminders.refused')),
      toastFault,
    );
  };
  return (
    <Section title={t('settings.reminders.title')}>
      <Card>
        <Row
          title={
            <span class="font-normal">{t(on ? 'settings.reminders.on' : 'settings.reminders.off')}</span>
          }
          meta={t('settings.reminders.hint')}
          tail={
            on === undefined ? null : on ? (
              <Button small action="reminders-off" onClick={() => void stopReminders().catch(toastFault)}>
                {t('settings.reminders.stop')}
              </Button>
            ) : (
              <Button small action="reminders-on" onClick={turnOn}>
                {t('settings.reminders.start')}
              </Button>
            )
          }
        />
      </Card>
    </Section>
  );
}
