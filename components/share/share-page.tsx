import { useEffect, useState } from 'preact/hooks';
import { t, tDynamic, tMaybe } from '../../lib/i18n';
import { readPlaceRow } from '../../lib/ledger';
import { hasSite, onPermissions } from '../../lib/platform/permissions';
import {
  CLOCK_OFF,
  exchangeNow,
  keptPlace,
  type KeptPlace,
  shareLines,
  sitesOf,
  type SpaceLine,
} from '../../lib/share';
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
import { BlobsPart } from './blobs-part';
import { ConflictsPart } from './conflicts-part';
import { FaultAction } from './fault-action';
import { FilesPart } from './files-part';
import { HeldPart, StoppedPart } from './held-part';
import { EventsPart, PersonsPart } from './persons-part';
import { RollupLinks } from './rollup-links';
import { DiagnosticsPart, LeavePart } from './space-parts';
import { inSpace, useSpaceParam } from './space';
import { lineWords } from './status-line';

/** 共享: how it stands, what waits and why, what has not reached whom, what somebody has to choose; for one space. */
export function SharePage() {
  const { ledger, space } = useScope();
  const asked = useSpaceParam();
  const lines = useLive(() => shareLines(ledger), []);
  if (!lines) return <Reading />;
  // Who is in the space of a company alone sees that one.
  const chosen = lines.find((line) => line.space === asked) ?? (asked ? undefined : lines[0]);
  if (!chosen) return <NotShared sample={space === 'sample'} />;
  return <SpacePage key={chosen.space} chosen={chosen} lines={lines} />;
}

/** What stands until the profile is read: no blank page. */
const Reading = () => (
  <Page title={t('share.title')} back="/settings">
    <p class="text-meta text-ink-3" aria-busy="true">
      {t('common.loading')}
    </p>
  </Page>
);

function SpacePage({ chosen, lines }: { chosen: SpaceLine; lines: readonly SpaceLine[] }) {
  const { ledger, branch } = useScope();
  const { line, company, title } = chosen;
  const at = company === undefined ? '' : chosen.space;
  const [busy, setBusy] = useState(false);
  const known = useLive(async () => {
    const [status, place, run] = await Promise.all([
      shareStatus(ledger, at),
      keptPlace(ledger, at),
      readPlaceRow(ledger, 'run', at),
    ]);
    return { status, place, run };
  }, [at]);
  const people = useLive(() => standing(ledger, at), [at]);
  const refused = useRefusedSite(known?.place);
  const status = known?.status;
  if (!status) return <Reading />;
  const { place, run } = known;
  const exchange = () => {
    setBusy(true);
    // How it went is kept with the run, and shown from there.
    void exchangeNow(ledger)
      .catch(() => undefined)
      .then(() => setBusy(false));
  };
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
      <SpaceSwitch lines={lines} chosen={chosen.space} />
      {people?.isRemoved && (
        <Note tone="bad">{t(at ? 'shareCompany.youAreOut' : 'sharePeople.youAreOut')}</Note>
      )}
      {people && <EventsPart events={people.events} space={at} />}
      {people && <StoppedPart held={people.held} onAccept={exchange} />}
      <Section title={at ? (title ?? t('shareCompany.unnamed')) : t('share.status')}>
        {at && (
          <p class="text-meta text-ink-2">
            {t('shareCompany.lead')}{' '}
            <Link to="/governance" class="text-red-ink underline">
              {t('shareCompany.joinedGo')}
            </Link>
          </p>
        )}
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
            meta={place ? placeText(place) : t('fault.E890')}
            tail={
              <Link to={inSpace('/share/place', at)} class="text-meta text-red-ink">
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
        {fault && sort !== 'file' && (
          <FaultAction fault={fault} place={place} space={at} onAgain={exchange} />
        )}
        {!fault && !place && (
          <Button onClick={() => navigate(inSpace('/share/place', at))}>{t('share.choosePlace')}</Button>
        )}
        <ClockNote offset={run?.offset} />
      </Section>
      <ConflictsPart space={at} />
      {people && <HeldPart held={people.held} gaps={people.gaps} />}
      {people && people.persons.length > 0 && (
        <PersonsPart persons={people.persons} mayInvite={people.role !== undefined} space={at} />
      )}
      {place && <BlobsPart byHand={sort === 'file'} />}
      <FilesPart open={sort === 'file'} space={at} title={title} />
      {!at && <RollupLinks />}
      {!lines.some((one) => one.company && one.company === branch?.fields.companyId) && <CompanyLink />}
      <DiagnosticsPart space={at} />
      {at && <LeavePart space={at} title={title ?? ''} waiting={'count' in line ? line.count : 0} />}
      <Note tone="info">{t('share.sealed')}</Note>
    </Page>
  );
}

/** 本支部 and every company that is shared; each with how it stands. Nothing where there is but one. */
function SpaceSwitch({ lines, chosen }: { lines: readonly SpaceLine[]; chosen: string }) {
  if (lines.length < 2) return null;
  return (
    <nav aria-label={t('shareCompany.switch')} class="grid gap-1.5">
      {lines.map(({ space, company, title, line }) => (
        <a
          key={space}
          data-space={company === undefined ? 'branch' : 'company'}
          href={`#${inSpace('/share', company === undefined ? '' : space)}`}
          aria-current={space === chosen ? 'true' : undefined}
          class={`flex flex-wrap items-baseline gap-x-3 rounded-lg border px-3 py-1.5 ${
            space === chosen
              ? 'border-red bg-red-wash text-red-ink font-semibold'
              : 'border-line-strong bg-card text-ink'
          }`}
        >
          <span class="min-w-0 flex-1">
            {company === undefined ? t('shareCompany.ownBranch') : (title ?? t('shareCompany.unnamed'))}
          </span>
          <small
            class={`text-meta font-normal ${line.state === 'attention' ? 'text-red-ink' : 'text-ink-2'}`}
          >
            {lineWords(line)}
          </small>
        </a>
      ))}
    </nav>
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
      {!sample && <CompanyLink />}
      <RollupLinks />
      <Note tone="info">{t('share.sealed')}</Note>
    </Page>
  );
}

/** The way to 公司共享, for those whose company has none yet. Members do not work on the checklist. */
function CompanyLink() {
  const { role } = useScope();
  if (role === 'member') return null;
  return (
    <Card>
      <Row title={t('shareCompany.title')} meta={t('shareCompany.short')} to="/share/company" />
    </Card>
  );
}

/** Where the files lie, in words: never a credential. */
function placeText(place: KeptPlace): string {
  if (place.isBranchs)
    return `${t('shareCompany.whereBranch')} · ${placeText({ ...place, isBranchs: undefined })}`;
  const { address } = place;
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
