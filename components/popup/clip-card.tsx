import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import {
  activeTab,
  canOfferRemember,
  certainFault,
  offerRemember,
  type PageTab,
} from '../../lib/platform/capture';
import { ask, type ClipOutcome } from '../../lib/platform/messages';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, Card, FaultNote, faultText, Icon, Note, Pill, Row, Section } from '../ui';
import { PdfOffer } from './pdf-offer';
import { showInPanel } from './show-in-panel';
import { StudiedHere } from './studied-here';

type State =
  | { step: 'idle' }
  | { step: 'busy' }
  | { step: 'done'; clip: ClipOutcome }
  | { step: 'failed'; fault: Fault };

/** The page behind the popup, and the button that clips it. */
export function ClipCard() {
  const [tab, setTab] = useState<PageTab>();
  const [state, setState] = useState<State>({ step: 'idle' });
  useEffect(() => {
    activeTab().then(
      (found) => {
        setTab(found);
        const certain = certainFault(found.url);
        if (certain) setState({ step: 'failed', fault: certain });
      },
      (thrown: unknown) => setState({ step: 'failed', fault: asFault(thrown) }),
    );
  }, []);

  const clip = async (): Promise<void> => {
    if (!tab) return;
    setState({ step: 'busy' });
    try {
      setState({ step: 'done', clip: await ask('clip.tab', { tabId: tab.id, granted: true }) });
    } catch (thrown) {
      setState({ step: 'failed', fault: asFault(thrown) });
    }
  };

  const refused = certainFault(tab?.url) !== undefined;
  return (
    <Section title={t('popup.clip.title')}>
      <Card>
        <Row
          lead={<Icon name="clip" />}
          title={
            <span class="line-clamp-2">
              {(state.step === 'done' && state.clip.title) || tab?.title || t('popup.clip.unknownPage')}
            </span>
          }
          meta={<span class="line-clamp-1">{hostOf(tab?.url)}</span>}
          tail={
            state.step !== 'done' &&
            !refused && (
              <Button
                kind="primary"
                action="clip"
                busy={state.step === 'busy'}
                disabled={!tab}
                onClick={() => void clip()}
              >
                {t(state.step === 'busy' ? 'popup.clip.busy' : 'popup.clip.action')}
              </Button>
            )
          }
        />
        {state.step === 'done' && <Done clip={state.clip} page={tab?.url ?? state.clip.url} />}
        {/* Below what can be pressed: it appears by itself and must push nothing from under the pointer. */}
        {tab?.url && !refused && <StudiedHere tab={tab.id} url={tab.url} />}
      </Card>
      {state.step === 'failed' &&
        (refused ? <Unreadable fault={state.fault} /> : <FaultNote fault={state.fault} />)}
      {state.step === 'failed' && tab?.url && isPdf(tab.url, state.fault) && (
        <PdfOffer url={tab.url} onDone={(done) => setState({ step: 'done', clip: done })} />
      )}
    </Section>
  );
}

/** Nothing was asked and nothing failed: this page is only one that cannot be clipped. */
function Unreadable({ fault }: { fault: Fault }) {
  const { what, todo } = faultText(fault);
  return (
    <Note tone="info">
      {what} {todo} <span class="whitespace-nowrap">{t('common.faultCode', { code: fault.code })}</span>
    </Note>
  );
}

function Done({ clip, page }: { clip: ClipOutcome; page: string }) {
  return (
    <div class="space-y-2 px-3 py-2.5" role="status">
      <div class="flex items-center gap-2">
        <Pill tone={clip.empty ? 'due' : 'ok'}>
          {t(
            clip.empty
              ? 'popup.clip.empty'
              : clip.changed
                ? 'popup.clip.changed'
                : clip.fresh
                  ? 'popup.clip.fresh'
                  : 'popup.clip.again',
          )}
        </Pill>
        <span class="flex-1" />
        {clip.changed && (
          <Button small action="open-changes" onClick={() => showInPanel(`/study/clip/${clip.id}/changes`)}>
            {t('popup.clip.seeChanges')}
          </Button>
        )}
        <Button small action="open-clip" onClick={() => showInPanel(`/study/clip/${clip.id}`)}>
          {t('popup.clip.open')}
        </Button>
      </div>
      {clip.empty && <p class="text-meta text-ink-2">{t('popup.clip.emptyHint')}</p>}
      {clip.pages && clip.pages.kept < clip.pages.total && (
        <div class="flex items-center gap-2">
          <span class="text-meta text-ink-2 flex-1">{t('sources.pages.kept', clip.pages)}</span>
          <Button small action="more-pages" onClick={() => showInPanel(`/study/clip/${clip.id}?take=pages`)}>
            {t('sources.pages.opens')}
          </Button>
        </div>
      )}
      <Remember page={page} />
    </div>
  );
}

/** After the first clip of a site: lets the panel's own button read that one site too. */
function Remember({ page }: { page: string }) {
  const [offer, setOffer] = useState<'none' | 'open' | 'granted'>('none');
  useEffect(() => {
    void canOfferRemember(page).then((can) => setOffer(can ? 'open' : 'none'));
  }, [page]);
  const site = hostOf(page);
  if (offer === 'none') return null;
  if (offer === 'granted') return <p class="text-meta text-ok">{t('popup.clip.remembered', { site })}</p>;
  return (
    <div>
      <Button
        small
        action="remember-site"
        onClick={() => void offerRemember(page).then((granted) => setOffer(granted ? 'granted' : 'open'))}
      >
        {t('popup.clip.remember', { site })}
      </Button>
      <p class="text-meta text-ink-3">{t('popup.clip.rememberWhy')}</p>
    </div>
  );
}

/** A PDF of the web is told by the refusal, one of the computer by its name. */
const isPdf = (url: string, fault: Fault): boolean =>
  fault.code === 'E604' || (fault.code === 'E603' && /\.pdf$/i.test(url.split(/[?#]/)[0] ?? ''));

const hostOf = (url: string | undefined): string => (url && URL.canParse(url) ? new URL(url).hostname : '');
