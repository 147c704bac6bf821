import { t, tDynamic } from '../../lib/i18n';
import { scopeLines } from '../../lib/algorithm/report';
import { type CheckResult, type Figure, type FigureName, PARTS } from '../../lib/algorithm/result';
import { STANDINGS } from '../../lib/algorithm/standards';
import { figureWords } from '../../lib/algorithm/words';
import type { ChecklistPack } from '../../lib/rules/pack';
import { BasisText, Note, Section } from '../ui';
import { Chart } from './chart';
import { chartsOf } from './models';

/** All figures of a result, by part, each with definition and source on demand, and the charts. */
export function Figures({ result, pack }: { result: CheckResult; pack: ChecklistPack }) {
  return (
    <div class="space-y-4" data-result="figures">
      <div class="text-meta text-ink-2 space-y-0.5">
        {scopeLines(result).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <Note tone="info">{t('algorithm.onlyFigures')}</Note>
      {PARTS.map((name) => {
        const part = result[name];
        if (!part) return null;
        const charts = name === 'time' || name === 'exempt' ? chartsOf(result, name) : [];
        return (
          <Section key={name} title={tDynamic(`algorithm.part.${name}`)}>
            <div class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,280px),1fr))] gap-3">
              {Object.entries(part.figures).map(([figure, value]) => (
                <FigureCard key={figure} name={figure as FigureName} figure={value} pack={pack} />
              ))}
            </div>
            {charts.length > 0 && (
              <div class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,420px),1fr))] gap-3">
                {charts.map(({ key, ...chart }) => (
                  <Chart key={key} {...chart} />
                ))}
              </div>
            )}
          </Section>
        );
      })}
    </div>
  );
}

function FigureCard(props: { name: FigureName; figure: Figure; pack: ChecklistPack }) {
  const { name, figure, pack } = props;
  const words = figureWords(name, figure);
  const { source, confidence } = STANDINGS[name];
  return (
    <article class="border-line bg-card rounded-card space-y-1 border p-3" data-figure={name}>
      <h3 class="text-meta text-ink-2">{words.title}</h3>
      <p class={`text-title font-semibold ${words.known ? '' : 'text-unknown'}`}>{words.value}</p>
      <p class="text-meta text-ink-2 break-words">{words.detail}</p>
      <p class="text-meta text-ink-3">{words.missing}</p>
      <details class="text-meta">
        <summary class="text-red-ink inline-block cursor-pointer rounded-s">
          {t('algorithm.define')}
          <span class="sr-only">：{words.title}</span>
        </summary>
        <p class="text-ink-2 mt-1">{words.means}</p>
        {source && confidence ? (
          <BasisText
            basis={[{ source }]}
            sources={pack.sources}
            confidence={confidence}
            wording={words.rule}
          />
        ) : (
          <p class="text-ink-3 mt-1">{t('algorithm.noSource')}</p>
        )}
      </details>
    </article>
  );
}
