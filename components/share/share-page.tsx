import { useEffect, useState } from 'preact/hooks';
import { t, tDynamic, tMaybe } from '../../lib/i18n';
import { readPlaceRow } from '../../lib/ledger';
import { hasSite, onPermissions } from '../../lib/platform/permissions';
import { CLOCK_OFF, exchangeNow, keptPlace, type KeptPlace, shareLine, sitesOf } from '../../lib/share';
import { shareStatus, standing } from '../../lib/sync';
import {
  Button,
  Card,
  EmptyState,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  useLive,
  useScope,
} from '../ui';
import { when } from '../settings/words';
import { ConflictsPart } from './conflicts-part';
import { FaultAction } from './fault-action';
import { FilesPart } from './files-part';
import { HeldPart, StoppedPart } from './held-part';
import { EventsPart, PersonsPart } from './persons-part';
import { RollupLinks } from './rollup-links';
import { lineWords } from './status-line';

/** 共享: how it stands, what waits and why, what has not reached whom, what somebody has to choose. */
export function SharePage() {
  const { ledger, space } = useScope();
  const [busy, setBusy] = useState(false);
  const known = useLive(async () => {
    const [status, place, run, line] = await Promise.all([
      shareStatus(ledger),
      keptPlace(ledger),
      readPlaceRow(ledger, 'run'),
      shareLine(ledger),
    ]);
    return { status, place, run, line };
  }, []);
  const people = useLive(() => standing(ledger), []);
  const refused = useRefusedSite(known?.place);
  if (!known) return null;
  const { status, place, run, line } = known;
  const exchange = () => {
    setBusy(true);
    // How it went is kept with the run, and shown from there.
    void exchangeNow(ledger)
      .catch(() => undefined)
      .then(() => setBusy(false));
  };
  if (!status || !line) return <NotShared sample={space === 'sample'} />;
  const withheld = new Map<string, number>();
  for (const { why } of status.withheld) withheld.set(why, (withheld.get(why) ?? 0) + 1);
  const sort = place?.address.sort;
  const fault = refused ? { code: 'E865', params: { site: refused } } : run?.fault;
  return (
    <Page
      title={t('share.title')}
      back="/settings"
      actions={
        sort &&
        sort !== 'file' && (
          <Button small kind="primary" busy={busy} action="share-now" onClick={exchange}>
            {t('share.now')}
          </Button>
        )
      }
    >
      {people && <EventsPart events={people.events} />}
      {people && <StoppedPart held={people.held} onAccept={exchange} />}
      <Section title={t('share.status')}>
        <Card>
          <Row
            title={
              <span data-share-status={line.state} class={line.state === 'attention' ? 'text-red-ink' : ''}>
                {lineWords(line)}
              </span>
            }
            meta={[
              ...('count' in line && line.count && line.state === 'attention'
                ? [t('share.waiting', { count: line.count })]
                : []),
              status.lastSent === undefined
                ? t('share.neverSent')
                : t('share.lastSent', { at: when(status.lastSent) }),
            ].join(' · ')}
            tail={place?.weak && <Pill tone="due">{t('share.weak')}</Pill>}
          />
          <Row
            title={t('share.place')}
            meta={place ? placeWords(place) : t('fault.E890')}
            tail={
              <Link to="/share/place" class="text-meta text-red-ink">
                {t(place ? 'common.edit' : 'share.choosePlace')}
              </Link>
            }
          />
          {[...withheld].map(([why, count]) => (
            <Row
              key={why}
              title={t('share.withheld', { count })}
              meta={tMaybe(`share.withheldWhy.${why}`) ?? why}
            />
          ))}
        </Card>
        {fault && sort !== 'file' && <FaultAction fault={fault} place={place} onAgain={exchange} />}
        {!fault && !place && (
          <Button onClick={() => navigate('/share/place')}>{t('share.choosePlace')}</Button>
        )}
        <ClockNote offset={run?.offset} />
      </Section>
      <ConflictsPart />
      {people && <HeldPart held={people.held} gaps={people.gaps} />}
      {people && people.persons.length > 0 && (
        <PersonsPart persons={people.persons} mayInvite={people.role !== undefined} />
      )}
      <FilesPart open={sort === 'file'} />
      <RollupLinks />
      <Note tone="info">{t('share.sealed')}</Note>
    </Page>
  );
}

function NotShared({ sample }: { sample: boolean }) {
  return (
    <Page title={t('share.title')} back="/settings">
      <EmptyState title={t('share.none')}>{t('share.noneHint')}</EmptyState>
      {sample ? (
        <Note tone="due">{t('share.sampleNote')}</Note>
      ) : (
        <Button kind="primary" action="share-found" onClick={() => navigate('/share/place')}>
          {t('share.with')}
        </Button>
      )}
      {!sample && (
        <Card>
          <Row title={t('shareInvite.joinFirst')} meta={t('shareInvite.joinFirstDo')} to="/share/join" />
        </Card>
      )}
      <RollupLinks />
      <Note tone="info">{t('share.sealed')}</Note>
    </Page>
  );
}

/** Where the files lie, in words: never a credential. */
function placeWords({ address }: KeptPlace): string {
  const sort = tDynamic(`share.sort.${address.sort}`);
  if (address.sort === 'webdav') return `${sort} · ${address.address}`;
  return address.sort === 's3' ? `${sort} · ${address.address} · ${address.bucket}` : sort;
}

/** Says that this computer's clock is wrong, and that the order of changes was put right. */
function ClockNote({ offset }: { offset: number | undefined }) {
  if (offset === undefined || Math.abs(offset) <= CLOCK_OFF) return null;
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return <Note tone="due">{t(offset > 0 ? 'share.clock.slow' : 'share.clock.fast', { minutes })}</Note>;
}

/** The host that the browser does not let us reach, looked at whenever a permission changes. */
function useRefusedSite(place: KeptPlace | undefined): string | undefined {
  const [refused, setRefused] = useState<string>();
  useEffect(() => {
    let alive = true;
    const look = async () => {
      const sites = place ? sitesOf(place.address) : [];
      const granted = await Promise.all(sites.map((site) => hasSite(site)));
      const first = sites.find((_, index) => !granted[index]);
      // Of the two hosts of a bucket one is enough.
      if (alive) setRefused(first && !granted.includes(true) ? new URL(first).host : undefined);
    };
    look().catch(() => undefined);
    const stop = onPermissions(() => void look().catch(() => undefined));
    return () => {
      alive = false;
      stop();
    };
  }, [JSON.stringify(place?.address)]);
  return refused;
}
