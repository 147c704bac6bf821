import { t } from '../../../lib/i18n';
import { RISKS } from '../../../lib/records/review';
import { SelectField, TextAreaField } from '../../ui';

interface Words {
  problem: string;
  risk: (typeof RISKS)[number] | '';
}

/** 问题 and 风险, for a new finding and for one that is worded anew. */
export function WordFields({ value, set }: { value: Words; set: (patch: Partial<Words>) => void }) {
  return (
    <>
      <TextAreaField
        terms
        label={t('record.finding.problem')}
        rows={3}
        value={value.problem}
        onChange={(problem) => set({ problem })}
      />
      <SelectField
        label={t('record.finding.risk')}
        value={value.risk}
        empty={t('settings.noValue')}
        options={RISKS.map((risk) => ({ value: risk, label: t(`review.risk.${risk}`) }))}
        onChange={(risk) => set({ risk })}
      />
    </>
  );
}
