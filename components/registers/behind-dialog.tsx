import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Behind, BehindLine } from '../../lib/registers/register';
import { Basis, Button, Card, Dialog, navigate, Pill, Row, toastFault } from '../ui';

/** Lines listed at first and added by each press. */
const PAGE = 60;

/** The records behind a figure, and what a rule asks for there. */
export function BehindDialog({ behind, onClose }: { behind: Behind | undefined; onClose: () => void }) {
  return (
    <Dialog open={behind !== undefined} title={behind?.title ?? ''} onClose={onClose}>
      {behind && <BehindBody key={behind.title} behind={behind} />}
    </Dialog>
  );
}

function BehindBody({ behind }: { behind: Behind }) {
  const [lines, setLines] = useState<readonly BehindLine[] | undefined>(undefined);
  const [count, setCount] = useState(PAGE);
  useEffect(() => {
    let alive = true;
    behind.lines().then((found) => alive && setLines(found), toastFault);
    return () => {
      alive = false;
    };
  }, [behind]);
  return (
    <>
      {(behind.note || behind.basis) && (
        <div class="space-y-1">
          {behind.note && <p class="text-ink-2">{behind.note}</p>}
          {behind.basis && <Basis {...behind.basis} />}
        </div>
      )}
      {lines && lines.length > 0 && (
        <Card>
          {lines.slice(0, count).map(({ key, title, meta, to, mark }) => (
            <Row
              key={key}
              title={title}
              meta={meta}
              to={to}
              tail={mark && <Pill tone="unknown">{mark}</Pill>}
            />
          ))}
        </Card>
      )}
      {lines && lines.length > count && (
        <Button onClick={() => setCount(count + PAGE)}>
          {t('common.showMore')} · {t('common.shownOf', { shown: count, count: lines.length })}
        </Button>
      )}
      {lines && !lines.length && behind.empty && <p class="text-ink-2">{behind.empty}</p>}
      {lines && !lines.length && behind.action && (
        <Button onClick={() => navigate(behind.action?.to ?? '')}>{behind.action.label}</Button>
      )}
    </>
  );
}
