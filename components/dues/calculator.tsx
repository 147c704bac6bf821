import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { bandText, rateText } from '../../lib/dues/words';
import type { DuesWay } from '../../lib/records/dues';
import { duesAmount } from '../../lib/rules/dues';
import { type DuesPack, wayRule } from '../../lib/rules/dues-pack';
import { packText } from '../../lib/rules/pack';
import { parseYuan, yuanText } from '../../lib/rules/money';
import { Button, CheckField, Dialog, Note, TextField } from '../ui';
import { PartsHelp, RuleNote } from './rules-help';

/** What the calculator hands over. The base is there only when a person asked for it to be kept. */
export interface Calculated {
  fen: number;
  band?: string;
  base?: number;
}

type Part = 'fixed' | 'bonus' | 'other' | 'minusTax' | 'minusInsurance' | 'minusAnnuity' | 'm1' | 'm2' | 'm3';
const PLUS: readonly Part[] = ['fixed', 'bonus', 'other'];
const MINUS: readonly Part[] = ['minusTax', 'minusInsurance', 'minusAnnuity'];
const MONTHS: readonly Part[] = ['m1', 'm2', 'm3'];

/**
 * Works the base out from typed parts of an income, and the dues from the base. The parts live in this dialog alone:
 * they are stored nowhere, not in a draft either, and are gone when it closes.
 */
export function CalculatorDialog(props: {
  pack: DuesPack;
  name: string;
  way: DuesWay;
  rounding: number;
  onUse: (result: Calculated) => void;
  onClose: () => void;
}) {
  const { pack, way } = props;
  const language = currentLanguage();
  const [typed, setTyped] = useState<Partial<Record<Part, string>>>({});
  const [keep, setKeep] = useState(false);
  const rule = wayRule(pack, way);
  const table = rule?.table ? pack.tables[rule.table] : undefined;
  const byQuarter = rule?.renew === 'quarter';
  const asked = byQuarter ? MONTHS : way === 'retired' ? (['fixed'] as const) : [...PLUS, ...MINUS];
  const value = (part: Part): number | undefined => {
    const text = typed[part]?.trim();
    return text ? parseYuan(text) : 0;
  };
  const wrong = asked.some((part) => value(part) === undefined);
  const filled = asked.some((part) => typed[part]?.trim());
  const sum = (parts: readonly Part[]) => parts.reduce((total, part) => total + (value(part) ?? 0), 0);
  const base = byQuarter
    ? MONTHS.every((part) => typed[part]?.trim())
      ? Math.round(sum(MONTHS) / 3)
      : undefined
    : Math.max(0, sum(asked.filter((part) => PLUS.includes(part))) - sum(MINUS));
  const amount =
    filled && !wrong && base !== undefined ? duesAmount(pack, way, base, props.rounding) : undefined;
  const use = () => {
    if (!amount) return;
    props.onUse({ fen: amount.fen, band: amount.band?.id, base: keep ? base : undefined });
    props.onClose();
  };
  return (
    <Dialog
      open
      title={t('dues.calculate', { name: props.name })}
      onClose={props.onClose}
      foot={
        <Button kind="primary" disabled={!amount} action="dues-use" onClick={use}>
          {t('dues.useAmount')}
        </Button>
      }
    >
      <Note tone="info">{t('dues.calculatorForgets')}</Note>
      {rule && <p class="text-meta text-ink-2">{packText(rule.help, language)}</p>}
      {rule?.scope && <p class="text-meta text-ink-3">{packText(rule.scope, language)}</p>}
      <div class="grid grid-cols-2 gap-3">
        {asked.map((part) => (
          <TextField
            key={part}
            label={t(way === 'retired' ? 'dues.part.pension' : `dues.part.${part}`)}
            name={part}
            value={typed[part] ?? ''}
            error={value(part) === undefined ? t('fault.E430') : undefined}
            onChange={(text) => setTyped({ ...typed, [part]: text })}
            onEnter={use}
          />
        ))}
      </div>
      {amount && base !== undefined && (
        <p role="status">
          {t('dues.calculated', {
            base: yuanText(base),
            band: amount.band && table ? bandText(table.bands, amount.band) : '',
            rate: amount.band ? rateText(amount.band.rate) : '',
          })}{' '}
          <strong>{t('dues.perMonth', { amount: yuanText(amount.fen) })}</strong>
        </p>
      )}
      {amount?.aboveUsual && <RuleNote pack={pack} tone="due" note={pack.notes.usual} />}
      <CheckField
        label={t('dues.keepBase')}
        hint={t('dues.keepBaseHint')}
        checked={keep}
        onChange={setKeep}
      />
      <details class="text-meta">
        <summary class="text-red-ink inline-block cursor-pointer rounded-s">{t('dues.whatCounts')}</summary>
        <PartsHelp pack={pack} />
        {table && <RuleNote pack={pack} note={table} />}
      </details>
    </Dialog>
  );
}
