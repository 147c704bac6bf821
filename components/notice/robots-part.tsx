import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { maskedAddress, type Robot, type RobotKind } from '../../lib/notice/robot';
import { forgetRobot } from '../../lib/notice/robots';
import { Button, Card, confirmDialog, IconButton, Row, Section, toastFault } from '../ui';
import { RobotDialog } from './robot-dialog';
import { useRobots } from './use-robots';

/** Robots of the chosen chat, each with its way to send; and the way to add one. */
export function RobotsPart(props: { kind: RobotKind; disabled: boolean; onSend: (robot: Robot) => void }) {
  const choice = useRobots();
  const [adding, setAdding] = useState(false);
  const robots = choice.robots.filter((robot) => robot.kind === props.kind);
  const forget = async (robot: Robot) => {
    const yes = await confirmDialog({
      title: t('robot.forgetTitle', { name: robot.name }),
      body: t('robot.forgetBody'),
      confirm: t('robot.forget'),
      danger: true,
    });
    if (yes) await forgetRobot(robot.id).catch(toastFault);
  };
  if (choice.off) {
    return (
      <Section title={t('robot.title')}>
        <p class="text-meta text-ink-2">{t('robot.off')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('robot.title')} remark={t('robot.remark')}>
      {robots.length > 0 && (
        <Card>
          {robots.map((robot) => (
            <Row
              key={robot.id}
              title={robot.name}
              meta={[
                maskedAddress(robot.address),
                robot.secret ? t('robot.signed') : '',
                robot.preset ? t('settings.policy.byOrganisation') : '',
              ]
                .filter(Boolean)
                .join(' · ')}
              tail={
                <>
                  <Button small disabled={props.disabled} onClick={() => props.onSend(robot)}>
                    {t('robot.sendTo')}
                  </Button>
                  {!robot.preset && (
                    <IconButton
                      icon="trash"
                      label={t('robot.forgetTitle', { name: robot.name })}
                      onClick={() => void forget(robot)}
                    />
                  )}
                </>
              }
            />
          ))}
        </Card>
      )}
      {choice.mayAdd && (
        <Button small icon="plus" action="add-robot" onClick={() => setAdding(true)}>
          {t('robot.add')}
        </Button>
      )}
      {adding && <RobotDialog kind={props.kind} onClose={() => setAdding(false)} />}
    </Section>
  );
}
