import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { attachEvidence, itemsProvedBy, itemsWith, type ProvedItem, refOf } from '../../lib/governance';
import { packText } from '../../lib/rules/pack';
import { Card, Pill, Row, Section, toast, toastFault, useLedger, useLive, useToday } from '../ui';
import { AttachButton } from './evidence-list';
import { useChecklistPack, useCompany } from './use-checklist';
import { useRecordLine } from './record-line';
import { itemRoute, periodWord } from './words';

/**
 * 可作为证据: the items that a record can prove, each attached in one click; for the record's own page. Shows nothing
 * where there is none.
 */
export function ProvesItems({ record }: { record: Rec }) {
  const ledger = useLedger();
  const pack = useChecklistPack();
  const company = useCompany();
  const today = useToday();
  const recordLine = useRecordLine();
  const language = currentLanguage();
  const attached = useLive(() => itemsWith(ledger, record.id), [record.id]);
  if (!pack || !company || !attached) return null;
  const proved = itemsProvedBy(pack, record, today, company);
  if (proved.length === 0) return null;
  const line = recordLine(record);

  const attach = async (one: ProvedItem): Promise<void> => {
    const { code } = one.item;
    const event = one.event ? { title: line.title, on: line.on ?? today } : undefined;
    try {
      await attachEvidence(ledger, refOf(company, code, one.period), record, { today, event });
      toast(t('governance.evidence.attached', { code }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Section title={t('governance.proves')}>
      <Card>
        {proved.map((one) => {
          const { code } = one.item;
          const done = attached.find(
            (item) => item.fields.item === code && item.fields.companyId === company.companyId,
          );
          const period = done?.fields.period ?? one.period;
          const when = one.event ? t('rules.frequency.E') : periodWord(period);
          return (
            <Row
              key={code}
              lead={<span class="text-ink-3 w-7 shrink-0 font-semibold">{code}</span>}
              title={<span class="font-normal">{packText(one.item.text, language)}</span>}
              meta={`${packText(one.reason, language)} · ${when}`}
              to={itemRoute(code, one.event && !done ? {} : { period })}
              tail={
                done ? (
                  <Pill tone="ok">{t('governance.proves.attached')}</Pill>
                ) : (
                  <AttachButton name={code} onClick={() => void attach(one)} />
                )
              }
            />
          );
        })}
      </Card>
    </Section>
  );
}
