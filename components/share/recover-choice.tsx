import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type WayIn, waysIn } from '../../lib/share';
import type { FoundSpace } from '../../lib/sync';
import { CodeText } from '../ui/code-text';
import { Button, Card, localDate, Note, Pill, Row, SelectField, useLive, useScope } from '../ui';
import { rootCode } from './recovery-section';

/** A space that a recovery key opens, with what is known of it. */
export function SpaceRow(props: {
  found: FoundSpace;
  isChosen: boolean;
  /** True when the place shows two beginnings of this space: one of them is not the right one. */
  isTwice: boolean;
  onChoose: () => void;
}) {
  const { found } = props;
  return (
    <Row
      title={nameOf(found)}
      meta={
        <>
          {[
            t('sharePeople.foundSince', { day: localDate(found.since) }),
            t('sharePeople.foundPeople', { count: found.people.length }),
          ].join(' · ')}
          <span class="block">
            {t('sharePeople.rootCode')} <CodeText code={rootCode(found.root)} />
          </span>
        </>
      }
      onClick={props.onChoose}
      tail={
        <>
          {props.isTwice && <Pill tone="bad">{t('sharePeople.foundTwice')}</Pill>}
          {props.isChosen && <Pill tone="ok">{t('sharePeople.chosen')}</Pill>}
          <Pill tone="info">
            {t(found.space.startsWith('c/') ? 'sharePeople.sortCompany' : 'sharePeople.sortBranch')}
          </Pill>
        </>
      }
    />
  );
}

const nameOf = ({ name, space }: FoundSpace): string =>
  name ?? t('sharePeople.nameless', { id: space.replace('c/', '').slice(0, 6) });

/** As whom somebody goes on in the space that was chosen. */
export function RecoverAs(props: { found: FoundSpace; busy: boolean; onGo: (way: WayIn) => void }) {
  const { ledger } = useScope();
  const { found } = props;
  const known = useLive(() => waysIn(ledger, found), [found.space, found.root]);
  const [owner, setOwner] = useState('');
  if (!known) return null;
  const { ways, isIn, isTaken, isApart } = known;
  if (isIn) return <Note tone="ok">{t('sharePeople.alreadyIn', { name: nameOf(found) })}</Note>;
  if (isTaken) return <Note tone="due">{t('sharePeople.branchTaken')}</Note>;
  if (isApart) return <Note tone="due">{t('sharePeople.ownRecords')}</Note>;
  const way = ways.find((one) => one.owner === owner) ?? ways[0];
  if (!way) return <Note tone="due">{t('sharePeople.nobodyToBe')}</Note>;
  return (
    <Card pad>
      <SelectField
        label={t('sharePeople.recoverAs')}
        hint={t('sharePeople.recoverAsHint')}
        value={way.owner}
        options={ways.map((one) => ({
          value: one.owner,
          label: [
            one.name ?? one.owner,
            one.role ? t(`sharePeople.role.${one.role}`) : t('sharePeople.asNew'),
          ].join(' · '),
        }))}
        onChange={setOwner}
      />
      <Button kind="primary" action="recover-go" busy={props.busy} onClick={() => props.onGo(way)}>
        {t('sharePeople.recoverNow', { name: nameOf(found) })}
      </Button>
    </Card>
  );
}
