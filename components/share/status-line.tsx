import { useEffect } from 'preact/hooks';
import { loadMessages, t, tDynamic } from '../../lib/i18n';
import { followExhibits } from '../../lib/governance/exhibit-follow';
import { follow } from '../../lib/share/follow';
import { shareLine, type ShareLine } from '../../lib/share/status';
import { Link } from '../ui/router';
import { useScope } from '../ui/ledger-context';
import { useLiveOf } from '../ui/ledger-context';
import { localTime } from '../ui/use-today';
import { RoleNote } from './role-note';

/** One quiet line on the frame: 已同步, what waits to be sent, or that a person has to look. Nothing without sharing. */
export function StatusLine() {
  const { own, ledger, space } = useScope();
  useEffect(() => follow(own), [own]);
  useEffect(() => followExhibits(ledger), [ledger]);
  const line = useLiveOf(own, async () => {
    const found = await shareLine(own);
    if (found) await loadMessages();
    return found;
  }, []);
  if (!line || space !== 'own') return null;
  return (
    <>
      <RoleNote own={own} />
      <Link
        to="/share"
        class={`no-print border-line text-meta block shrink-0 border-t px-3.5 py-1 ${
          line.state === 'attention' ? 'text-red-ink font-semibold' : 'text-ink-3'
        }`}
      >
        <span data-share-line={line.state}>{lineWords(line)}</span>
      </Link>
    </>
  );
}

/** The line in words. */
export function lineWords(line: ShareLine): string {
  switch (line.state) {
    case 'sent':
      return t('share.line.sent', { at: localTime(line.at) });
    case 'waiting':
      return line.count ? t('share.line.waiting', { count: line.count }) : t('share.line.unknown');
    case 'byHand':
      return line.count ? t('share.line.byHand', { count: line.count }) : t('share.line.byHandNone');
    case 'outside':
      return t(line.removed ? 'share.line.removed' : 'share.line.outside');
    case 'attention':
      return tDynamic(`share.line.${line.why}`);
  }
}
