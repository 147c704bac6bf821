import { t } from '../../lib/i18n';
import { Button } from './button';
import { Note, Pill } from './layout';
import { toastFault } from './toast';
import type { Draft } from './use-draft';
import { localTime } from './use-today';

/** Says since when what is typed is kept; nothing before there is anything to keep. */
export const draftSaved = <T,>({ saved }: Draft<T>) =>
  saved && <Pill tone="ok">{t('common.draftSaved', { time: localTime(saved.getTime()) })}</Pill>;

/** Says that an unfinished form was found again, and begins anew at a press. */
export const DraftRestored = <T,>({ draft }: { draft: Draft<T> }) =>
  draft.restored ? (
    <Note tone="info">
      {t('common.draftRestored')}{' '}
      <Button small kind="quiet" onClick={() => void draft.discard().catch(toastFault)}>
        {t('common.draftDiscard')}
      </Button>
    </Note>
  ) : null;
