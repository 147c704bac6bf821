import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formsFor } from '../../lib/papers/template-types';
import {
  Button,
  Card,
  Link,
  Section,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { useExportAllowed } from './hooks';

/** 用上级表格填: the kept forms for an activity of this type, each filled and saved by one press. */
export function MeetingForms({ meeting }: { meeting: Rec<'meeting'> }) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState('');
  const forms = useLive(() => formsFor(ledger, meeting.fields), [meeting.h]);
  if (!forms?.length) return null;
  const fill = async (record: Rec<'paperTemplate'>): Promise<void> => {
    setBusy(record.id);
    try {
      // Reading and writing of office files is fetched when a form is filled.
      const { saveFilled } = await import('./fill-actions');
      const subject = { kind: 'meeting' as const, id: meeting.id };
      await saveFilled(ledger, record, { subject, today, branch });
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy('');
    }
  };
  return (
    <Section title={t('papers.forms.title')}>
      <Card>
        {forms.map((record) => (
          <div key={record.id} class="flex items-center gap-2 px-3 py-2">
            <div class="min-w-0 flex-1">
              <div class="break-words">{record.fields.name}</div>
              <Link
                to={`/papers/template/${record.id}?meeting=${meeting.id}`}
                class="text-meta text-ink-2 underline"
                label={t('papers.forms.lookAt', { name: record.fields.name })}
              >
                {t('papers.forms.look')}
              </Link>
            </div>
            <Button
              small
              icon="download"
              action="form-fill"
              label={t('papers.forms.fillName', { name: record.fields.name })}
              busy={busy === record.id}
              disabled={!allowed || busy !== ''}
              onClick={() => void fill(record)}
            >
              {t('papers.forms.fill')}
            </Button>
          </div>
        ))}
      </Card>
    </Section>
  );
}
