import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type EntryRecord, isReentryKind, loadEntry, type ReentryKind } from '../../lib/reentry/fields';
import { filingsOf } from '../../lib/reentry/filings';
import { reportSystems } from '../../lib/reentry/systems';
import { asFault, Fault } from '../../lib/records/fault';
import { lifePack } from '../../lib/rules/packs';
import {
  FaultNote,
  Page,
  SelectField,
  toastFault,
  useGroups,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
} from '../ui';
import { EntrySheet } from './entry-sheet';
import { SystemName } from './system-name';

/** A choice of the list that is no system. */
const NEW = 'new';

/** 逐项复制: the fields of a record beside the form of another system. */
export function ReentryPage({ params }: { params: Record<string, string> }) {
  const { kind = '', id = '' } = params;
  if (!isReentryKind(kind)) {
    return (
      <Page title={t('reentry.title')} back="/today">
        <FaultNote fault={new Fault('E641')} />
      </Page>
    );
  }
  return <Entry kind={kind} id={id} />;
}

function Entry({ kind, id }: { kind: ReentryKind; id: string }) {
  const ledger = useLedger();
  const roster = useMembers();
  const groups = useGroups();
  const nameOf = useMemberName();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const context = useMemo(() => {
    const names = new Map(groups.map((group) => [group.id, group.fields.name]));
    return { roster, nameOf, groupName: (group: string) => names.get(group), pack: lifePack() };
  }, [roster, groups]);
  const found = useLive(async () => {
    try {
      return { entry: await loadEntry(ledger, kind, id, context) };
    } catch (thrown) {
      return { fault: asFault(thrown) };
    }
  }, [id, context]);
  const state = useLive(async () => {
    const [systems, filings, last] = await Promise.all([
      reportSystems(ledger),
      filingsOf(ledger, id),
      ledger.meta('reentrySystem'),
    ]);
    return { systems, filings, last };
  }, [id]);

  const usual = state?.systems.find((one) => one.id === state.last) ?? state?.systems[0];
  const wanted = chosen === NEW ? undefined : (chosen ?? usual?.id);
  const system = state?.systems.find((one) => one.id === wanted) ?? (chosen === NEW ? undefined : usual);
  useEffect(() => {
    if (system && state && system.id !== state.last) {
      void ledger.setMeta('reentrySystem', system.id).catch(toastFault);
    }
  }, [system?.id]);

  if (!found || !state) {
    return (
      <Page title={t('reentry.title')} back="/today">
        {t('common.loading')}
      </Page>
    );
  }
  if (!found.entry) {
    return (
      <Page title={t('reentry.title')} back="/today">
        {found.fault && <FaultNote fault={found.fault} />}
      </Page>
    );
  }
  const entry: EntryRecord = found.entry;
  const choose = (
    <SelectField
      label={t('reentry.system')}
      name="system"
      value={system?.id ?? NEW}
      options={[
        ...state.systems.map((one) => ({ value: one.id, label: one.fields.name })),
        { value: NEW, label: t('reentry.newSystem') },
      ]}
      onChange={setChosen}
    />
  );
  if (!system) {
    return (
      <Page title={t('reentry.title')} remark={entry.title} back={entry.route}>
        {state.systems.length > 0 && choose}
        <SystemName onAdded={setChosen} />
      </Page>
    );
  }
  return (
    <EntrySheet
      key={system.id}
      entry={entry}
      system={system}
      filing={state.filings.get(system.id)}
      choose={choose}
      onRemoved={() => setChosen(undefined)}
    />
  );
}
