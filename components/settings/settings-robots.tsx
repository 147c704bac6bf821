import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { maskedAddress, type Robot } from '../../lib/notice/robot';
import { forgetRobot, ownRobots, watchRobots } from '../../lib/notice/robots';
import { Button, Card, Row, Section, toastFault } from '../ui';

/** Group robots that this profile keeps, each forgotten in one click. Absent while there is none. */
export function SettingsRobots() {
  const [robots, setRobots] = useState<Robot[]>([]);
  useEffect(() => {
    void ownRobots().then(setRobots, toastFault);
    return watchRobots(setRobots);
  }, []);
  if (!robots.length) return null;
  return (
    <Section title={t('robot.title')} remark={t('robot.keptShort')}>
      <Card>
        {robots.map((robot) => (
          <Row
            key={robot.id}
            title={robot.name}
            meta={`${t(`notice.channel.${robot.kind}`)} · ${maskedAddress(robot.address)}`}
            tail={
              <Button small onClick={() => void forgetRobot(robot.id).catch(toastFault)}>
                {t('robot.forget')}
              </Button>
            }
          />
        ))}
      </Card>
    </Section>
  );
}
