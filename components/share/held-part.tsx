import { t, tDynamic, tMaybe } from '../../lib/i18n';
import { decideHeld, type SegmentRow } from '../../lib/ledger';
import { Button, Card, Note, Row, Section, toastFault, useLedger, useLive, useMemberName } from '../ui';
import { recordTitle } from '../ui/record-words';
import { ownerOf, shortWhen, usePersonName } from './words';

type Held = SegmentRow & { member: string };

/** Records that are named as examples of what a batch would do. */
const EXAMPLES = 5;

/** Batches that would delete or overwrite very much: what they would do, by whom, and the choice. */
export function StoppedPart({ held, onAccept }: { held: readonly Held[]; onAccept: () => void }) {
  const byDevice = new Map<string, Held[]>();
  for (const row of held) {
    if (row.would) byDevice.set(row.d, [...(byDevice.get(row.d) ?? []), row]);
  }
  if (!byDevice.size) return null;
  return (
    <Section title={t('share.stopped.title')}>
      {[...byDevice].map(([d, rows]) => (
        <StoppedBatch key={d} rows={rows} onAccept={onAccept} />
      ))}
    </Section>
  );
}

function StoppedBatch({ rows, onAccept }: { rows: readonly Held[]; onAccept: () => void }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const personName = usePersonName();
  const deleted = new Set(rows.flatMap(({ would }) => would?.deleted ?? []));
  const overwritten = new Set(rows.flatMap(({ would }) => would?.overwritten ?? []));
  const examples = [...deleted, ...overwritten].slice(0, EXAMPLES);
  const titles = useLive(async () => {
    const records = await Promise.all(examples.map((id) => ledger.find(id)));
    return records.flatMap((record) => (record ? [recordTitle(record.kind, record.fields, nameOf)] : []));
  }, [examples.join(' ')]);
  const isRefused = rows.every(({ decided }) => decided === 'refuse');
  const decide = async (decided: 'accept' | 'refuse') => {
    try {
      await decideHeld(
        ledger,
        rows.map(({ name }) => name),
        decided,
      );
      if (decided === 'accept') onAccept();
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Card pad>
      <p>
        {t(isRefused ? 'share.stopped.refused' : 'share.stopped.what', {
          by: rows[0] ? personName({ member: rows[0].member, owner: ownerOf(rows[0].d) }) : '',
          what: [
            ...(deleted.size ? [t('share.stopped.deletes', { count: deleted.size })] : []),
            ...(overwritten.size ? [t('share.stopped.overwrites', { count: overwritten.size })] : []),
          ].join(t('settings.listJoin')),
        })}
      </p>
      {titles && titles.length > 0 && (
        <p class="text-meta text-ink-2">
          {t('share.stopped.examples', { titles: titles.join(t('settings.listJoin')) })}
        </p>
      )}
      <p class="text-meta text-ink-2">{t('share.stopped.hint')}</p>
      <div class="flex flex-wrap gap-2">
        {!isRefused && (
          <Button small action="share-refuse" onClick={() => void decide('refuse')}>
            {t('share.stopped.refuse')}
          </Button>
        )}
        <Button small kind="danger" action="share-accept" onClick={() => void decide('accept')}>
          {t('share.stopped.accept')}
        </Button>
      </div>
    </Card>
  );
}

/** What came and cannot be taken in yet, by reason; it is tried again by itself. */
export function HeldPart({
  held,
  gaps,
}: {
  held: readonly Held[];
  gaps: readonly { d: string; member: string; count: number }[];
}) {
  const nameOf = usePersonName();
  const groups = new Map<string, Held[]>();
  for (const row of held) {
    if (row.would) continue;
    const key = `${row.reason ?? ''} ${row.member}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  if (!groups.size && !gaps.length) return null;
  return (
    <Section title={t('share.held.title')} remark={t('share.held.hint')}>
      <Card>
        {[...groups.values()].map((rows) => {
          const [first] = rows as [Held];
          return (
            <Row
              key={`${first.reason}${first.d}`}
              title={t('share.held.from', {
                by: nameOf({ member: first.member, owner: ownerOf(first.d) }),
                count: rows.length,
              })}
              meta={`${tMaybe(`share.heldWhy.${first.reason}`) ?? first.reason} · ${shortWhen(Math.max(...rows.map(({ at }) => at)))}`}
            />
          );
        })}
        {gaps.map(({ d, member, count }) => (
          <Row
            key={d}
            title={t('share.held.from', { by: nameOf({ member, owner: ownerOf(d) }), count })}
            meta={tDynamic('share.heldWhy.gap')}
          />
        ))}
      </Card>
      {held.some(({ reason }) => reason === 'newer') && <Note tone="due">{t('share.held.newer')}</Note>}
    </Section>
  );
}
