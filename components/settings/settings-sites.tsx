import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { forgetSite, grantedSites, onPermissions } from '../../lib/platform/permissions';
import { Button, Card, Row, Section, toastFault } from '../ui';

/** Sites that the panel's own button may read, each given back in one click. Absent while there is none. */
export function SettingsSites() {
  const [sites, setSites] = useState<string[]>([]);
  useEffect(() => {
    const look = () => void grantedSites().then(setSites, toastFault);
    look();
    return onPermissions(look);
  }, []);
  if (!sites.length) return null;
  return (
    <Section title={t('settings.sites.title')} remark={t('settings.sites.hint')}>
      <Card>
        {sites.map((site) => (
          <Row
            key={site}
            title={<span class="font-normal">{site.replace(/\/\*$/, '')}</span>}
            tail={
              <Button small onClick={() => void forgetSite(site).catch(toastFault)}>
                {t('settings.sites.forget')}
              </Button>
            }
          />
        ))}
      </Card>
    </Section>
  );
}
