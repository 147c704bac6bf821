import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { requestSite } from '../../lib/platform/permissions';
import { asFault, type Fault } from '../../lib/records/fault';
import { listedItems, type TakenItems } from '../../lib/study/sources/take-items';
import {
  Button,
  Card,
  CheckField,
  FaultNote,
  Note,
  Pill,
  Progress,
  Row,
  Section,
  toast,
  useLedger,
  useLive,
} from '../ui';

interface Work {
  done: number;
  total: number;
  stop: AbortController;
}

/** The articles that a newspaper page lists: choose some, and one press asks for the site and keeps them. */
export function ClipItems({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const listed = useLive(() => listedItems(ledger, clip), [clip.id, clip.fields.items?.length]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [work, setWork] = useState<Work>();
  const [failed, setFailed] = useState<TakenItems['failed']>([]);
  const [fault, setFault] = useState<Fault>();
  const [refused, setRefused] = useState(false);
  if (!clip.fields.items?.length || !listed) return null;

  const take = async () => {
    const stop = new AbortController();
    setWork({ done: 0, total: chosen.size, stop });
    setFailed([]);
    setFault(undefined);
    setRefused(false);
    try {
      const { takeItems } = await import('../../lib/study/sources/take-items');
      const taken = await takeItems(ledger, clip, [...chosen], {
        window,
        signal: stop.signal,
        onPage: (done, total) => setWork({ done, total, stop }),
      });
      setFailed(taken.failed);
      setChosen(new Set());
      const undo = async () => {
        let count = 0;
        for (const n of taken.commits.toReversed()) count += (await ledger.undo(n)).kept.length;
        toast(count ? t('branch.undoKept', { count }) : t('common.undone'));
      };
      toast(
        t('sources.items.taken', { count: taken.saved.length }),
        taken.commits.length ? { action: { label: t('common.undo'), run: undo } } : {},
      );
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setWork(undefined);
    }
  };
  const press = () =>
    void requestSite(clip.fields.url).then((granted) => (granted ? take() : setRefused(true)));
  const toggle = (url: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(url);
    else next.delete(url);
    setChosen(next);
  };
  const open = listed.filter((item) => !item.clip);
  return (
    <Section
      title={t('sources.items.title')}
      remark={t('study.count', { count: listed.length })}
      link={
        open.length > 1 && (
          <Button
            kind="quiet"
            small
            action="choose-all-items"
            onClick={() => setChosen(new Set(chosen.size === open.length ? [] : open.map(({ url }) => url)))}
          >
            {t(chosen.size === open.length ? 'sources.items.none' : 'sources.items.all')}
          </Button>
        )
      }
    >
      <Card>
        {listed.map((item) =>
          item.clip ? (
            <Row
              key={item.url}
              title={<span class="font-normal">{item.title}</span>}
              to={`/study/clip/${item.clip}`}
              tail={<Pill tone="ok">{t('sources.items.kept')}</Pill>}
            />
          ) : (
            <div key={item.url} class="px-3 py-2">
              <CheckField
                label={item.title}
                checked={chosen.has(item.url)}
                onChange={(on) => toggle(item.url, on)}
              />
            </div>
          ),
        )}
      </Card>
      {work ? (
        <Progress
          done={work.done}
          total={work.total}
          label={t('sources.items.taking')}
          onCancel={() => work.stop.abort()}
        />
      ) : (
        open.length > 0 && (
          <Button small kind="primary" action="take-items" disabled={!chosen.size} onClick={press}>
            {chosen.size ? t('sources.items.take', { count: chosen.size }) : t('sources.items.choose')}
          </Button>
        )
      )}
      <p class="text-meta text-ink-3">
        {t('sources.items.why', { site: new URL(clip.fields.url).hostname })}
      </p>
      {failed.map(({ title, fault: reason }) => (
        <p key={title} class="text-meta text-due">
          {t('sources.items.failed', { title, code: reason.code })}
        </p>
      ))}
      {refused && <Note tone="info">{t('sources.items.refused')}</Note>}
      {fault && <FaultNote fault={fault} />}
    </Section>
  );
}
