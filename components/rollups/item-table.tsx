import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { type ItemLine, verdictOf } from '../../lib/rollups/body';
import { checklistInForce } from '../../lib/rulebook/whole-packs';
import { packText } from '../../lib/rules/pack';
import { Pill, type Tone, useLedger, useLive } from '../ui';

const TONES: Record<string, Tone> = { met: 'ok', partly: 'due', notMet: 'bad', notApplicable: 'info' };

/** Items of the checklist as they were reported: both sides, pieces of evidence. `other`: the items of the period before. */
export function ItemTable({ items, other }: { items: readonly ItemLine[]; other?: readonly ItemLine[] }) {
  const ledger = useLedger();
  const pack = useLive(() => checklistInForce(ledger), []);
  const titles = new Map(pack?.items.map(({ code, text }) => [code, packText(text, currentLanguage())]));
  const before = new Map(other?.map((line) => [line[0], line]));
  return (
    <details class="border-line bg-card rounded-card border p-3">
      <summary class="cursor-pointer font-semibold">{t('rollups.items', { count: items.length })}</summary>
      <div class="mt-2 overflow-x-auto" tabIndex={0} role="region" aria-label={t('rollups.itemTable')}>
        <table class="text-meta w-full border-collapse">
          <thead>
            <tr class="text-ink-3 text-left">
              <th scope="col" class="py-1 pr-2 font-medium">
                {t('rollups.col.item')}
              </th>
              <th scope="col" class="py-1 pr-2 font-medium">
                {t('rollups.col.form')}
              </th>
              <th scope="col" class="py-1 pr-2 font-medium">
                {t('rollups.col.fact')}
              </th>
              <th scope="col" class="py-1 text-right font-medium">
                {t('rollups.col.evidence')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((line) => {
              const [code, design, effect, evidence, mark] = line;
              const earlier = before.get(code);
              return (
                <tr key={code} class="border-line border-t align-top">
                  <th scope="row" class="py-1 pr-2 text-left font-normal">
                    <b class="font-semibold">{code}</b> {titles.get(code)}
                    {earlier && mark !== '' && earlier[4] === mark && (
                      <span class="text-ink-3"> {t('rollups.unchanged')}</span>
                    )}
                  </th>
                  <td class="py-1 pr-2">
                    <Verdict of={design} before={earlier?.[1]} />
                  </td>
                  <td class="py-1 pr-2">
                    <Verdict of={effect} before={earlier?.[2]} />
                  </td>
                  <td class="py-1 text-right">{evidence}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Verdict({ of, before }: { of: ItemLine[1]; before?: ItemLine[1] }) {
  const verdict = verdictOf(of);
  return (
    <span class="whitespace-nowrap">
      <Pill tone={verdict ? (TONES[verdict] ?? 'unknown') : 'unknown'}>{word(of)}</Pill>
      {before !== undefined && before !== of && (
        <span class="text-ink-3 block">{t('rollups.was', { value: word(before) })}</span>
      )}
    </span>
  );
}

const word = (of: ItemLine[1]): string => {
  const verdict = verdictOf(of);
  return verdict ? tDynamic(`governance.verdict.${verdict}`) : t('rollups.unanswered');
};
