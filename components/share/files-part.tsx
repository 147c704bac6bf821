import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { exportFile, importFile, presetRecovery, SHARE_FILE, waitingByHand } from '../../lib/share';
import {
  Button,
  Card,
  downloadBlob,
  FilePick,
  Section,
  SelectField,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { bytesWord } from '../settings/words';

/** MiB of files kept with records that go into one exported file. */
const MOST = [0, 20, 100, 500] as const;

const amountWords = ({ files, bytes }: { files: number; bytes: number }) => ({
  count: files,
  size: bytesWord(bytes),
});

/** What would go along with the next exported file, counted anew after every commit. */
function useWaiting(space: string): { files: number; bytes: number } | undefined {
  const ledger = useLedger();
  const last = useLive(async () => (await ledger.recentCommits(1))[0]?.n ?? 0, []);
  const [waiting, setWaiting] = useState<{ files: number; bytes: number }>();
  useEffect(() => {
    let alive = true;
    if (last !== undefined) {
      waitingByHand(ledger, space).then(
        (found) => alive && setWaiting(found),
        () => alive && setWaiting(undefined),
      );
    }
    return () => {
      alive = false;
    };
  }, [ledger, last, space]);
  return waiting;
}

/** Files by hand: one with what others have not got, and any number of theirs. Works beside every place. */
export function FilesPart({ open, space, title }: { open: boolean; space: string; title?: string }) {
  const ledger = useLedger();
  const branch = useBranch();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [most, setMost] = useState<number>(20);
  const waiting = useWaiting(space);
  const run = async (work: () => Promise<string>) => {
    setBusy(true);
    try {
      toast(await work());
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const write = (all: boolean) =>
    run(async () => {
      const { blob, segments, blobs, left } = await exportFile(ledger, {
        all,
        space,
        most: most * 1024 * 1024,
        recoveryKey: await presetRecovery(),
      });
      downloadBlob(blob, `${title ?? branch?.fields.name ?? ''}-${t('share.title')}-${today}${SHARE_FILE}`);
      return [
        t('share.files.written', { count: segments }),
        blobs.files ? t('share.files.withBlobs', amountWords(blobs)) : '',
        left.files ? t('share.files.leftBlobs', amountWords(left)) : '',
      ].join('');
    });
  const read = (files: File[]) =>
    run(async () => {
      let segments = 0;
      let held = 0;
      let leftOut = 0;
      let blobs = 0;
      for (const file of files) {
        const done = await importFile(ledger, file);
        segments += done.segments;
        held = done.held;
        leftOut += done.leftOut;
        blobs += done.blobs;
      }
      return [
        t('share.files.read', { count: segments }),
        blobs ? t('share.blob.came', { count: blobs }) : '',
        held ? t('share.files.held', { count: held }) : '',
        leftOut ? t('share.files.leftOut', { count: leftOut }) : '',
      ].join('');
    });
  return (
    <details open={open}>
      <summary class="text-title font-semibold">{t('share.files.title')}</summary>
      <div class="mt-2">
        <Section title={<span class="sr-only">{t('share.files.title')}</span>}>
          <Card pad>
            <p class="text-meta text-ink-2">{t(space ? 'shareCompany.filesHint' : 'share.files.hint')}</p>
            <SelectField
              label={t('share.files.most')}
              hint={waiting?.files ? t('share.files.waiting', amountWords(waiting)) : undefined}
              value={String(most)}
              name="files-most"
              options={MOST.map((mib) => ({
                value: String(mib),
                label: mib ? t('share.blob.aheadUpTo', { size: `${mib} MB` }) : t('share.files.textsOnly'),
              }))}
              onChange={(value) => setMost(Number(value))}
            />
            <div class="flex flex-wrap gap-2">
              <Button busy={busy} icon="download" action="share-export" onClick={() => void write(false)}>
                {t('share.files.write')}
              </Button>
              <Button busy={busy} kind="quiet" onClick={() => void write(true)}>
                {t('share.files.writeAll')}
              </Button>
            </div>
            <FilePick
              accept={SHARE_FILE}
              multiple
              label={t('share.files.readButton')}
              hint={t('share.files.readHint')}
              disabled={busy}
              onFiles={(files) => void read(files)}
            />
          </Card>
        </Section>
      </div>
    </details>
  );
}
