import { t } from '../../lib/i18n';
import { SelectField, toastFault, useScope } from '../ui';
import { useCompanies, useCompany } from './use-checklist';

/** Which company is shown; nothing where there is but one. */
export function CompanyChoice() {
  const { ledger } = useScope();
  const companies = useCompanies();
  const company = useCompany();
  if (!company || companies.length < 2) return null;
  return (
    <SelectField
      label={t('shareCompany.which')}
      name="company"
      value={company.companyId}
      options={companies.map(({ companyId, name }) => ({ value: companyId, label: name }))}
      onChange={(companyId) => void ledger.setMeta('company', companyId).catch(toastFault)}
    />
  );
}
