import { t } from '../../lib/i18n';
import { inFours, recoveryFingerprint } from '../../lib/records/recovery-key';
import type { People, RecoveryView } from '../../lib/sync';
import { CodeText } from '../ui/code-text';
import { Button, Card, localDate, navigate, Note, nowMilliseconds, Pill, Row, Section } from '../ui';
import { usePersonName } from './words';

/** A recovery key older than this is due to be tried and replaced: 365 days. */
const YEAR = 365 * 24 * 3_600_000;

/** 恢复密钥, for everybody of the space: whose key it is, who entered it when, and what can be read with it. */
export function RecoverySection({ people }: { people: Pick<People, 'leads' | 'recovery' | 'root'> }) {
  const { recovery, root, leads } = people;
  return (
    <Section title={t('sharePeople.recovery')}>
      <Card>
        <RecoveryRow recovery={recovery} />
        <Row
          title={t('sharePeople.rootCode')}
          meta={
            <>
              <CodeText code={rootCode(root)} />
              <span class="block">{t('sharePeople.rootCodeHint')}</span>
            </>
          }
        />
      </Card>
      <Note tone="info">{t(recovery ? 'sharePeople.whoReads' : 'sharePeople.whoReadsNone')}</Note>
      {leads && (
        <Button onClick={() => navigate('/share/recovery')}>
          {t(recovery ? 'sharePeople.manage' : 'sharePeople.make')}
        </Button>
      )}
    </Section>
  );
}

/** The recovery key in force, and how it came there. */
export function RecoveryRow({ recovery }: { recovery: RecoveryView | undefined }) {
  const nameOf = usePersonName();
  if (!recovery) return <Row title={t('sharePeople.recoveryNone')} meta={t('sharePeople.recoveryWhy')} />;
  const who = {
    name: recovery.by ? nameOf(recovery.by) : t('sharePeople.recovery'),
    day: localDate(recovery.at),
  };
  return (
    <Row
      title={t('sharePeople.recoveryThere')}
      meta={
        <>
          <span class="block">
            {t(recovery.policy ? 'sharePeople.setByPolicy' : 'sharePeople.setBy', who)}
          </span>
          {t('sharePeople.fingerprint')} <CodeText code={recoveryFingerprint(recovery)} />
        </>
      }
      tail={recovery.policy && <Pill tone="info">{t('sharePeople.byPolicy')}</Pill>}
    />
  );
}

/** The first twelve digits of the founding entry's hash: what tells a space from one put in its place. */
export const rootCode = (root: string): string => inFours(root.slice(0, 12));

/** What those who lead are reminded of: no recovery key, or one that nobody has looked at for a year. */
export function RecoveryNag({ people }: { people: Pick<People, 'leads' | 'recovery'> }) {
  const { leads, recovery } = people;
  if (!leads) return null;
  const isOld = recovery !== undefined && nowMilliseconds() - recovery.at > YEAR;
  if (recovery && !isOld) return null;
  return (
    <Note tone="due">
      <span class="mb-1.5 block">
        {t(recovery ? 'sharePeople.recoveryOld' : 'sharePeople.recoveryMissing')}
      </span>
      <Button small action="recovery-nag" onClick={() => navigate('/share/recovery')}>
        {t(recovery ? 'sharePeople.renew' : 'sharePeople.make')}
      </Button>
    </Note>
  );
}
