import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Placed } from '../../lib/study/read/anchors';
import { reattach } from '../../lib/study/read/quotations';
import { stretch } from '../../lib/study/read/text-map';
import { Button, Card, navigate, Note, Section, toast, toastFault, useLedger } from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { passageOf } from './passage';
import { QuotationItem, readRoute } from './quotation-item';
import type { ClipText } from './use-clip-text';
import { allCitations } from './words';

/** What was quoted from the material, in the order of its text, each with a remark of one's own. */
export function Quotations(props: {
  clip: Rec<'clip'>;
  text: ClipText;
  placed: readonly Placed[];
  active?: string;
  /** The quotation whose note is being begun. */
  writing?: string;
  onSaved?: () => void;
  /** Shows a quotation in the text beside; without it the reader is opened. */
  onShow?: (id: string) => void;
}) {
  const { clip, text, placed } = props;
  const ledger = useLedger();
  if (!placed.length) return null;
  const lost = placed.filter(({ at }) => !at).length;
  const copyAll = async () => {
    await navigator.clipboard.writeText(
      allCitations(
        clip,
        placed.map(({ quotation }) => quotation),
      ),
    );
    toast(t('study.copied'));
  };
  const accept = async ({ id, at }: Placed) => {
    if (!at) return;
    try {
      const passage = passageOf(clip, text.map, stretch(text.map, at.start, at.end));
      const { n } = await reattach(ledger, clip, id, passage);
      toastUndo(ledger, t('reader.accepted'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section
      id="quotations"
      title={t('study.quotations')}
      remark={t('study.count', { count: placed.length })}
      link={
        placed.length > 1 && (
          <Button small action="copy-quotations" onClick={() => void copyAll().catch(toastFault)}>
            {t('reader.copyAll')}
          </Button>
        )
      }
    >
      {lost > 0 && <Note tone="due">{t('reader.lostNote', { count: lost })}</Note>}
      <Card>
        {placed.map((entry) => (
          <QuotationItem
            key={entry.id}
            clip={clip}
            placed={entry}
            active={entry.id === props.active}
            writing={entry.id === props.writing}
            onSaved={props.onSaved}
            onLeave={props.onShow && entry.at ? () => props.onShow?.(entry.id) : undefined}
            now={entry.at?.changed ? stretch(text.map, entry.at.start, entry.at.end).text : undefined}
            onShow={() =>
              props.onShow ? props.onShow(entry.id) : navigate(readRoute(clip.id, `?at=${entry.id}`))
            }
            onAccept={entry.at?.changed ? () => void accept(entry) : undefined}
            onPlace={
              entry.at || !text.map.text
                ? undefined
                : () => navigate(readRoute(clip.id, `?place=${entry.id}`))
            }
          />
        ))}
      </Card>
    </Section>
  );
}
