import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { AHEAD_CHOICES, bringEverything, fileState, freeFiles } from '../../lib/share';
import { Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  confirmDialog,
  faultText,
  Row,
  Section,
  SelectField,
  toast,
  toastFault,
  useLedger,
  useLive,
} from '../ui';
import { bytesWord } from '../settings/words';
import { ErasedPart } from './erased-part';

type Amount = { files: number; bytes: number };

const words = ({ files, bytes }: Amount): string =>
  t('share.blob.amount', { count: files, size: bytesWord(bytes) });

/** Files and long texts: what waits in either direction, what is kept here of others' files, and how much is fetched ahead. */
export function BlobsPart({ byHand }: { byHand: boolean }) {
  const ledger = useLedger();
  const state = useLive(() => fileState(ledger), []);
  const [busy, setBusy] = useState('');
  if (!state) return null;
  const { sending, refused, lacking, copies, budget, erased } = state;
  const run = async (name: string, work: () => Promise<string>) => {
    setBusy(name);
    try {
      toast(await work());
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy('');
    }
  };
  const free = async () => {
    const yes = await confirmDialog({
      title: t('share.blob.free'),
      body: t('share.blob.freeText'),
      confirm: t('share.blob.free'),
    });
    if (yes) await run('free', async () => t('share.blob.freed', { what: words(await freeFiles(ledger)) }));
  };
  const choose = (value: string) => {
    ledger.setMeta('filesAhead', Number(value)).catch(toastFault);
  };
  const chosen = Math.round(budget / 1024 / 1024);
  return (
    <>
      <Section title={t('share.blob.title')}>
        <Card>
          {!byHand && (
            <Row
              title={
                <span data-blobs-sending={sending.files}>
                  {t(sending.files ? 'share.blob.sending' : 'share.blob.allSent')}
                </span>
              }
              meta={sending.files ? words(sending) : undefined}
            />
          )}
          {refused.map(({ why, amount }) => (
            <Row
              key={why}
              title={t('share.blob.refused', { what: words(amount) })}
              meta={refusedWords(why)}
            />
          ))}
          <Row
            title={
              <span data-blobs-lacking={lacking.files}>
                {t(lacking.files ? 'share.blob.lacking' : 'share.blob.allHere')}
              </span>
            }
            meta={lacking.files ? words(lacking) : undefined}
            tail={
              lacking.files > 0 &&
              !byHand && (
                <Button
                  small
                  busy={busy === 'fetch'}
                  action="fetch-blobs"
                  onClick={() =>
                    void run('fetch', async () =>
                      t('share.blob.came', { count: await bringEverything(ledger) }),
                    )
                  }
                >
                  {t('share.blob.fetchAll')}
                </Button>
              )
            }
          />
          {!byHand && (
            <Row
              title={t('share.blob.copies')}
              meta={
                budget
                  ? t('share.blob.copiesOf', { used: bytesWord(copies.bytes), budget: bytesWord(budget) })
                  : bytesWord(copies.bytes)
              }
              tail={
                <Button
                  small
                  kind="quiet"
                  busy={busy === 'free'}
                  action="free-blobs"
                  onClick={() => void free()}
                >
                  {t('share.blob.free')}
                </Button>
              }
            />
          )}
          {!byHand && (
            <div class="px-3 py-2.5">
              <SelectField
                label={t('share.blob.ahead')}
                hint={t('share.blob.aheadHint')}
                value={String(chosen)}
                name="files-ahead"
                options={[...new Set([...AHEAD_CHOICES, chosen])].map((mib) => ({
                  value: String(mib),
                  label: mib
                    ? t('share.blob.aheadUpTo', { size: bytesWord(mib << 20) })
                    : t('share.blob.aheadNone'),
                }))}
                onChange={choose}
              />
            </div>
          )}
        </Card>
      </Section>
      <ErasedPart files={byHand ? [] : erased} />
    </>
  );
}

function refusedWords(code: string): string {
  if (code === 'E863') return t('share.blob.tooLarge');
  const { what, todo } = faultText(new Fault(code));
  return `${what} ${todo ?? ''}`;
}
