import { currentLanguage, t } from '../../lib/i18n';
import { isKindName } from '../../lib/records';
import { addMonths } from '../../lib/rules/calendar';
import { packText, type Retention } from '../../lib/rules/pack';
import { Basis, Card, Note, Row, Section, useLedger, useLive, usePack, useToday } from '../ui';
import { kindWord } from '../ui/record-words';
import { usePolicy } from './use-policy';

/** 保存年限 by class of records, with its source: for information, nothing is removed by itself. */
export function RetentionPart() {
  const pack = usePack();
  const { retentionYears } = usePolicy().policy;
  return (
    <Section title={t('packs.retention')} remark={t('packs.retentionHint')}>
      {retentionYears !== undefined && (
        <Note tone="info">{t('packs.retentionPolicy', { years: retentionYears })}</Note>
      )}
      <Card>
        {Object.entries(pack.retention).map(([id, rule]) => (
          <RetentionRow key={id} rule={rule} years={retentionYears ?? rule.years} />
        ))}
      </Card>
    </Section>
  );
}

function RetentionRow({ rule, years }: { rule: Retention; years: number | undefined }) {
  const ledger = useLedger();
  const language = currentLanguage();
  const today = useToday();
  const { sources } = usePack();
  // Kinds without a day of their own (members, the branch) are counted by nothing.
  const past = useLive(async () => {
    if (years === undefined) return 0;
    const before = addMonths(today, -12 * years);
    const kinds = rule.kinds.filter(isKindName);
    const counts = await Promise.all(kinds.map((kind) => ledger.count(kind, { from: '0', to: before })));
    return counts.reduce((sum, count) => sum + count, 0);
  }, [today, years, rule.kinds.join()]);
  return (
    <Row
      title={packText(rule.title, language)}
      meta={
        <>
          <span class="block">{rule.kinds.map(kindWord).join(t('settings.listJoin'))}</span>
          {Boolean(past) && <span class="block">{t('packs.retentionPast', { count: past ?? 0 })}</span>}
        </>
      }
      tail={
        <span class="text-meta text-ink-2">
          {years === undefined ? t('packs.retentionOpen') : t('packs.retentionYears', { years })}
        </span>
      }
      below={
        <Basis
          basis={rule.basis}
          sources={sources}
          confidence={rule.confidence}
          wording={packText(rule.wording, language)}
        />
      }
    />
  );
}
