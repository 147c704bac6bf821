import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { attachEvidence, detachEvidence, itemsWith, periodOf, refOf } from '../../lib/governance';
import { packText } from '../../lib/rules/pack';
import { Button, Card, Link, Row, SelectField, toast, toastFault, useLedger, useLive, useToday } from '../ui';
import { useChecklistPack, useCompany } from '../governance/use-checklist';
import { itemRoute } from '../governance/words';

/** A shared 学习心得 as evidence of an item of the checklist: by its author, who also takes it off again. */
export function AsEvidence({ record }: { record: Rec<'reflection'> }) {
  const ledger = useLedger();
  const pack = useChecklistPack();
  const company = useCompany();
  const today = useToday();
  const language = currentLanguage();
  const [code, setCode] = useState('');
  const attached = useLive(() => itemsWith(ledger, record.id), [record.id]);
  if (!pack || !company || !attached) return null;
  const textOf = (item: string): string => {
    const found = pack.items.find((one) => one.code === item);
    return found ? packText(found.text, language) : '';
  };
  const attach = async () => {
    const item = pack.items.find((one) => one.code === code);
    if (!item) return;
    const period = periodOf(item, record.fields.on, company.termStart) ?? record.id;
    const event =
      period === record.id
        ? { title: record.fields.title || t('reflection.title'), on: record.fields.on }
        : undefined;
    try {
      await attachEvidence(ledger, refOf(company, code, period), record, { today, event });
      setCode('');
      toast(t('governance.evidence.attached', { code }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <details>
      <summary class="text-red-ink inline-block cursor-pointer">{t('reflection.evidence')}</summary>
      <div class="mt-2 space-y-2">
        {attached.length > 0 && (
          <Card>
            {attached.map((item) => (
              <Row
                key={item.id}
                title={`${item.fields.item} ${textOf(item.fields.item)}`}
                to={itemRoute(item.fields.item, { period: item.fields.period })}
                tail={
                  <Button
                    small
                    kind="quiet"
                    label={t('reflection.evidenceOffOf', { code: item.fields.item })}
                    onClick={() => void detachEvidence(ledger, item, record.id).catch(toastFault)}
                  >
                    {t('reflection.evidenceOff')}
                  </Button>
                }
              />
            ))}
          </Card>
        )}
        <SelectField
          label={t('reflection.evidenceItem')}
          value={code}
          options={[
            { value: '', label: t('reflection.evidenceChoose') },
            ...pack.items.map((item) => ({
              value: item.code,
              label: `${item.code} ${packText(item.text, language)}`,
            })),
          ]}
          onChange={setCode}
        />
        <Button small disabled={!code} action="reflection-evidence" onClick={() => void attach()}>
          {t('reflection.evidenceOn')}
        </Button>
        <p class="text-meta text-ink-3">
          {t('reflection.evidenceHint')} <Link to="/governance">{t('today.nav.governance')}</Link>
        </p>
      </div>
    </details>
  );
}
