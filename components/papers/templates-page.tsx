import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { addTemplate } from '../../lib/papers/templates';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Card,
  EmptyState,
  FaultNote,
  FilePick,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  useLedger,
  useLive,
} from '../ui';
import { toastUndo } from './hooks';

/** 填上级模板: the forms that are kept, and the way to keep another one. */
export function TemplatesPage() {
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const templates = useLive(() => ledger.list('paperTemplate', { reverse: true }), []);

  const add = async (file: File): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      const added = await addTemplate(ledger, { blob: file, name: file.name });
      toastUndo(ledger, t('papers.template.added', { count: added.found }), added.n);
      navigate(`/papers/template/${added.id}/bind`);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page title={t('papers.template.title')} back="/register">
      <p class="text-ink-2">{t('papers.template.intro')}</p>
      <FilePick
        accept=".xlsx,.docx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        label={t('papers.template.pick')}
        hint={t('papers.template.pickHint')}
        disabled={busy}
        onFiles={([file]) => file && void add(file)}
      />
      {fault && <FaultNote fault={fault} />}
      {templates && (
        <Section title={t('papers.template.kept')}>
          {templates.length ? (
            <Card>
              {templates.map(({ id, fields }) => (
                <Row
                  key={id}
                  title={fields.name}
                  meta={t(
                    fields.subject === 'meeting' ? 'papers.template.ofMeeting' : 'papers.template.ofPeriod',
                    { count: Object.keys(fields.bindings ?? {}).length },
                  )}
                  to={`/papers/template/${id}`}
                  tail={<Pill tone="info">{fields.format === 'xlsx' ? 'Excel' : 'Word'}</Pill>}
                />
              ))}
            </Card>
          ) : (
            <EmptyState title={t('papers.template.empty')}>{t('papers.template.emptyHint')}</EmptyState>
          )}
        </Section>
      )}
      <Note tone="info">{t('papers.template.keeps')}</Note>
    </Page>
  );
}
