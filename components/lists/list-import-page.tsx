import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { formatPeriod } from '../../lib/rules/periods';
import type { Encounter, OpenedList } from '../../lib/study/lists/list-file';
import {
  Button,
  Card,
  CheckField,
  FaultNote,
  FilePick,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  Section,
  useLedger,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';

interface Preview {
  list: OpenedList;
  encounters: Encounter[];
}

/** Opens a study list that somebody sent: what it would bring is shown before anything is written. */
export function ListImportPage() {
  const ledger = useLedger();
  const today = useToday();
  const [preview, setPreview] = useState<Preview | undefined>(undefined);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const open = async (file: File | undefined) => {
    if (!file) return;
    setFault(undefined);
    setPreview(undefined);
    setLeft(new Set());
    try {
      const { openListFile, previewList } = await import('../../lib/study/lists/list-file');
      const list = await openListFile(file, window);
      setPreview({ list, encounters: await previewList(ledger, list) });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const take = async () => {
    if (!preview) return;
    setBusy(true);
    try {
      const { takeList } = await import('../../lib/study/lists/list-file');
      const chosen = preview.list.materials.map((_, index) => index).filter((index) => !left.has(index));
      const { n, count } = await takeList(ledger, preview.list, chosen);
      navigate(`/study/list/${preview.list.month}`, { replace: true });
      toastUndo(ledger, t('lists.taken.done', { count }), n);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const count = (preview?.list.materials.length ?? 0) - left.size;
  return (
    <Page
      title={t('lists.openFile')}
      back="/study"
      foot={
        preview && (
          <Button
            kind="primary"
            busy={busy}
            disabled={count === 0}
            action="take-list"
            onClick={() => void take()}
          >
            {t('lists.takeCount', { count })}
          </Button>
        )
      }
    >
      <FilePick
        accept=".zip"
        label={t('lists.pickFile')}
        hint={t('lists.pickHint')}
        onFiles={(files) => void open(files[0])}
      />
      {fault && <FaultNote fault={fault} />}
      {!preview && (
        <Section title={t('lists.how')}>
          <ol class="text-ink-2 list-decimal space-y-1.5 pl-5">
            <li>{t('lists.howSend')}</li>
            <li>{t('lists.howLook')}</li>
            <li>{t('lists.howTake')}</li>
          </ol>
          <p class="text-meta">
            <Link to={`/study/list/${today.slice(0, 7)}`}>{t('lists.howOwn')}</Link>
          </p>
        </Section>
      )}
      {preview && (
        <>
          <p>
            {t('lists.from', {
              branch: preview.list.branch || t('lists.unnamed'),
              month: formatPeriod(preview.list.month, currentLanguage()),
            })}
          </p>
          {preview.list.left > 0 && (
            <Note tone="due">{t('lists.leftOut', { count: preview.list.left })}</Note>
          )}
          <Note tone="info">{t('lists.previewHint')}</Note>
          <Card>
            {preview.list.materials.map(({ extraction, aim }, index) => (
              <div key={extraction.url} class="flex items-start gap-2 px-3 py-2.5" data-material={index}>
                <div class="min-w-0 flex-1">
                  <CheckField
                    label={<span class="break-words">{extraction.title}</span>}
                    checked={!left.has(index)}
                    hint={[extraction.source ?? extraction.siteName, extraction.published, aim]
                      .filter(Boolean)
                      .join(' · ')}
                    onChange={(on) => {
                      const next = new Set(left);
                      if (on) next.delete(index);
                      else next.add(index);
                      setLeft(next);
                    }}
                  />
                </div>
                <Pill tone={preview.encounters[index] === 'fresh' ? 'ok' : 'info'}>
                  {tDynamic(`lists.encounter.${preview.encounters[index]}`)}
                </Pill>
              </div>
            ))}
          </Card>
        </>
      )}
    </Page>
  );
}
