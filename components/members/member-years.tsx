import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { lastStep } from '../../lib/rules/development';
import { developmentPack } from '../../lib/rules/development-pack';
import { Card, Row, Section, useLedger, useLive } from '../ui';
import { stageWord, stepWord } from './words';

/** What the branch keeps of one member over the years, on that member's page. */
export function MemberYears({ member }: { member: Rec<'member'> }) {
  const ledger = useLedger();
  const found = useLive(async () => {
    const cases = await ledger.linked(member.id, 'developmentCase');
    return { cases, pack: cases.length ? await developmentPack() : undefined };
  }, [member.id]);
  if (!found?.pack) return null;
  const { cases, pack } = found;
  return (
    <Section title={t('members.dev.title')}>
      <Card>
        {cases.map((record) => {
          const last = lastStep(record.fields, pack);
          return (
            <Row
              key={record.id}
              to={`/branch/development/${record.id}`}
              title={stageWord(pack, record.fields.stage)}
              meta={last && `${stepWord(pack, last.step.id)} ${last.on}`}
            />
          );
        })}
      </Card>
    </Section>
  );
}
