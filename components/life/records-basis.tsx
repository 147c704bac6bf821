import { currentLanguage } from '../../lib/i18n';
import { packText } from '../../lib/rules/pack';
import { Basis, usePack } from '../ui';

/** Where the list of what a record should hold comes from, beside what is still open. */
export function RecordsBasis() {
  const pack = usePack();
  const { records } = pack;
  return (
    <Basis
      basis={records.basis}
      sources={pack.sources}
      confidence={records.confidence}
      wording={packText(records.wording, currentLanguage())}
    />
  );
}
