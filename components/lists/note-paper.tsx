import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Ledger, Rec } from '../../lib/ledger';
import { Fault } from '../../lib/records/fault';
import { clipBody } from '../../lib/study/clip/clips';
import { notePaper } from '../../lib/study/read/note-paper';
import { assertAllowed, branchName } from '../life/register-actions';
import { PaperRecord } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { readHtml } from '../study/use-clip-text';
import {
  Button,
  CheckField,
  downloadBlob,
  localDate,
  navigate,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';

async function paperOf(
  ledger: Ledger,
  id: string,
  options: { branch: string; withText: boolean; today: string },
) {
  const clip: Rec<'clip'> | undefined = await ledger.get('clip', id);
  if (!clip) throw new Fault('E328');
  const { map } = await readHtml(await clipBody(ledger, clip));
  return notePaper(ledger, clip, { map, ...options });
}

/** 学习笔记 of a clip on A4 and as a Word file; with `?text=1` the main text too. */
export function PrintClipPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const withText = useQuery().get('text') === '1';
  const [busy, setBusy] = useState(false);
  const id = params.id ?? '';
  const found = useLive(
    () => caught(paperOf(ledger, id, { branch, withText, today })),
    [id, branch, withText, today],
  );
  const word = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const [{ meetingDocument }, { fileName }] = await Promise.all([
        import('../../lib/exchange/word'),
        import('../../lib/exchange/sheet-write'),
      ]);
      const day = localDate(ledger.clock.wall());
      const paper = await paperOf(ledger, id, { branch: await branchName(ledger), withText, today: day });
      downloadBlob(await meetingDocument(paper), fileName([day, paper.branch, paper.title], 'docx'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <PrintPage orientation="portrait" back={`/study/clip/${id}`} found={found}>
      {(paper) => (
        <>
          <div class="no-print flex flex-wrap items-center gap-3 px-3 py-2">
            <CheckField
              label={t('reader.withText')}
              checked={withText}
              onChange={(on) => navigate(`/print/clip/${id}${on ? '?text=1' : ''}`, { replace: true })}
            />
            <Button small icon="download" busy={busy} action="notes-docx" onClick={() => void word()}>
              {t('life.exportWord')}
            </Button>
          </div>
          <PaperRecord paper={paper} />
        </>
      )}
    </PrintPage>
  );
}
