import { t } from '../../lib/i18n';
import { erasureState } from '../../lib/share/erasures';
import { Button, Card, downloadBlob, Pill, Row, Section, useLedger, useLive } from '../ui';

/**
 * 按请求删除: whose keys are gone from here, what waits for the next exchange, and the sealed files that only whoever
 * keeps the place can take away. `files` are their names there.
 */
export function ErasedPart({ files }: { files: readonly string[] }) {
  const ledger = useLedger();
  const state = useLive(async () => ({ found: await erasureState(ledger) }), []);
  const found = state?.found;
  if (!found && !files.length) return null;
  return (
    <Section title={t('share.erased.title')}>
      <Card>
        {found && found.done > 0 && (
          <Row
            title={<span data-erased={found.done}>{t('share.erased.done', { count: found.done })}</span>}
            meta={t('share.erased.doneText')}
            tail={<Pill tone="ok">{t('share.erased.doneMark')}</Pill>}
          />
        )}
        {found && found.waiting > 0 && (
          <Row
            title={
              <span data-erasing={found.waiting}>{t('share.erased.waits', { count: found.waiting })}</span>
            }
            meta={t('share.erased.waitsText')}
            tail={<Pill tone="due">{t('share.erased.waitsMark')}</Pill>}
          />
        )}
        {files.length > 0 && (
          <Row
            title={t('share.erased.files', { count: files.length })}
            meta={t('share.erased.filesText')}
            tail={
              <Button
                small
                action="save-erased"
                onClick={() =>
                  downloadBlob(new Blob([`${files.join('\n')}\n`], { type: 'text/plain' }), 'erased.txt')
                }
              >
                {t('share.erased.list')}
              </Button>
            }
          />
        )}
      </Card>
    </Section>
  );
}
