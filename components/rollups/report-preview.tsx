import { t, tDynamic } from '../../lib/i18n';
import { type Body, glanceOf } from '../../lib/rollups/body';
import { FIGURE_PARTS } from '../../lib/rollups/sheets';
import { activityText, figureName, isSilent, ruleName, shareText } from '../../lib/rollups/words';
import { Pill, useLedger, useLive } from '../ui';
import { ItemTable } from './item-table';

/** Everything that a report says, in words, in the order of the parts. Nothing else is in it. */
export function Preview({ report }: { report: Body }) {
  const glance = glanceOf(report);
  return (
    <div class="space-y-3">
      <p class="text-meta text-ink-2">{t('rollups.previewNote')}</p>
      <Facts report={report} />
      {FIGURE_PARTS.map(([part, figures]) => (
        <section key={part} class="border-line bg-card rounded-card border p-3">
          <h3 class="font-semibold">{tDynamic(`rollups.part.${part}`)}</h3>
          <dl class="mt-1.5 grid grid-cols-1 gap-x-6 gap-y-1 wide:grid-cols-2">
            {figures.map((figure) => (
              <Line key={figure} name={figureName(figure)}>
                {isSilent(glance.figures[figure]) ? (
                  <Pill tone="unknown">{shareText(figure, glance.figures[figure])}</Pill>
                ) : (
                  shareText(figure, glance.figures[figure])
                )}
              </Line>
            ))}
          </dl>
        </section>
      ))}
      <Activities report={report} />
      <ItemTable items={report.items} />
      <Raw report={report} />
    </div>
  );
}

const Line = (props: { name: string; children: preact.ComponentChildren }) => (
  <div class="border-line flex items-baseline justify-between gap-3 border-b py-1">
    <dt class="text-ink-2 min-w-0">{props.name}</dt>
    <dd class="shrink-0 text-right">{props.children}</dd>
  </div>
);

/** What a report says of the branch as an organisation. */
export function Facts({ report }: { report: Body }) {
  return (
    <dl class="border-line bg-card rounded-card border p-3">
      <Line name={t('rollups.col.name')}>{report.name}</Line>
      <Line name={t('rollups.company')}>{report.company ?? t('common.unknown')}</Line>
      <Line name={t('rollups.col.superior')}>{report.superior ?? t('common.unknown')}</Line>
      <Line name={t('rollups.termEnd')}>{report.termEnd ?? t('common.unknown')}</Line>
    </dl>
  );
}

/** Every rule of organisation life with how often it fell due and was held. */
export function Activities({ report }: { report: Body }) {
  return (
    <section class="border-line bg-card rounded-card border p-3">
      <h3 class="font-semibold">{t('rollups.activities')}</h3>
      <dl class="mt-1.5 grid grid-cols-1 gap-x-6 gap-y-1 wide:grid-cols-2">
        {report.activities.map((line) => (
          <Line key={line.rule} name={ruleName(line.rule)}>
            {activityText(line)}{' '}
            {line.state && (
              <Pill tone={STATE_TONES[line.state]}>{tDynamic(`rollups.state.${line.state}`)}</Pill>
            )}
          </Line>
        ))}
      </dl>
    </section>
  );
}

const STATE_TONES = {
  done: 'ok',
  late: 'ok',
  due: 'due',
  missing: 'bad',
  unknown: 'unknown',
  notApplicable: 'info',
} as const;

/** The report to the letter, as it is sealed. */
function Raw({ report }: { report: Body }) {
  const ledger = useLedger();
  // Sealed with it, and readable by whoever keeps the place: said so.
  const device = useLive(async () => ledger.clock.device, []);
  return (
    <details class="text-meta">
      <summary class="text-ink-2 cursor-pointer py-1">{t('rollups.raw')}</summary>
      <p class="text-ink-2 py-1">{t('rollups.rawHint', { device: device ?? '' })}</p>
      <pre
        class="border-line bg-sunk rounded-card max-h-80 overflow-auto border p-2 break-all whitespace-pre-wrap"
        tabIndex={0}
        role="region"
        aria-label={t('rollups.raw')}
      >
        {JSON.stringify(report)}
      </pre>
    </details>
  );
}
