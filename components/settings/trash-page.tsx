import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { DELETED, type Rec, restore } from '../../lib/ledger';
import {
  Button,
  Card,
  EmptyState,
  Page,
  Row,
  SearchField,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
} from '../ui';
import { kindWord, recordTitle } from '../ui/record-words';
import { stampWhen } from './words';

const PAGE = 50;

/** 回收站: what was deleted, latest first; everything in it can come back. */
export function TrashPage() {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(PAGE);
  const records = useLive(() => ledger.trash(), []);
  const lines = (records ?? [])
    .map((record) => ({ record, title: recordTitle(record.kind, record.fields, nameOf) }))
    .filter(({ title }) => title.toLowerCase().includes(search.trim().toLowerCase()));

  const bringBack = async (record: Rec, title: string) => {
    try {
      const { n } = await ledger.commit([restore(record)], { label: 'restore' });
      toast(
        t('settings.trash.restored', { title }),
        n === undefined
          ? {}
          : { action: { label: t('common.undo'), run: async () => void (await ledger.undo(n)) } },
      );
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Page
      title={t('settings.trash')}
      remark={records && t('settings.trash.count', { count: records.length })}
      back="/settings"
    >
      <p class="text-meta text-ink-2">{t('settings.trash.hint')}</p>
      {records && records.length > 10 && (
        <SearchField label={t('common.search')} value={search} onChange={setSearch} />
      )}
      {records?.length === 0 && (
        <EmptyState title={t('settings.trash.empty')}>{t('settings.trash.emptyHint')}</EmptyState>
      )}
      {lines.length > 0 && (
        <Card>
          {lines.slice(0, shown).map(({ record, title }) => (
            <Row
              key={record.id}
              title={title}
              meta={[
                kindWord(record.kind),
                t('settings.trash.deletedAt', { at: stampWhen(record.stamps[DELETED] ?? record.h) }),
              ].join(' · ')}
              tail={
                <Button
                  small
                  label={t('settings.trash.restoreOf', { title })}
                  onClick={() => void bringBack(record, title)}
                >
                  {tDynamic('settings.trash.restore')}
                </Button>
              }
            />
          ))}
        </Card>
      )}
      {lines.length > shown && (
        <Button small onClick={() => setShown(shown + PAGE)}>
          {t('common.showMore')}
        </Button>
      )}
    </Page>
  );
}
