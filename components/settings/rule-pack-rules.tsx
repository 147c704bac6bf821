import { t, tDynamic } from '../../lib/i18n';
import { setFrequency } from '../../lib/rulebook/put-in-force';
import { beginOf, factsOf, ruleWord, sectionWord, wordingOf } from '../../lib/rulebook/words';
import type { OwnFrequency } from '../../lib/rules/cadence';
import { isRule, rulebook } from '../../lib/rules/editions';
import type { Cadence, LifePack } from '../../lib/rules/pack';
import { entriesOf, packChanges, type PackEntry } from '../../lib/rules/pack-changes';
import { nationalPack } from '../../lib/rules/packs';
import { useDuesPack, useNationalDues } from './use-dues';
import {
  BasisText,
  Pill,
  Section,
  SelectField,
  toast,
  toastFault,
  useBranch,
  useLedger,
  usePack,
  useToday,
} from '../ui';

/** Every rule of today by what it is about, each with its source, how sure that is, and since when it counts. */
export function RuleList() {
  const pack = usePack();
  const today = useToday();
  const national = rulebook(nationalPack()).on(today);
  const dues = useDuesPack();
  const nationalDues = useNationalDues();
  const changed = [
    ...packChanges(national, pack),
    ...(dues && nationalDues ? packChanges(nationalDues, dues) : []),
  ];
  const brought = new Set(changed.map(({ section, id }) => `${section} ${id}`));
  const sources = { ...dues?.sources, ...pack.sources };
  const sections = new Map<string, PackEntry[]>();
  for (const entry of [...entriesOf(pack), ...(dues ? entriesOf(dues) : [])]) {
    sections.set(entry.section, [...(sections.get(entry.section) ?? []), entry]);
  }
  return (
    <Section title={t('packs.list')} remark={t('packs.listHint')}>
      <div class="grid gap-2">
        {[...sections].map(([section, entries]) => (
          <details
            key={section}
            class="border-line bg-card rounded-card border"
            open={section === 'cadences'}
            data-section={section}
          >
            <summary class="cursor-pointer px-3 py-2.5 font-semibold">
              {sectionWord(section)} <span class="text-meta text-ink-3 font-normal">{entries.length}</span>
            </summary>
            <div class="rows border-line border-t">
              {entries.map((entry) => (
                <RuleRow
                  key={entry.id}
                  entry={entry}
                  records={pack.records}
                  sources={sources}
                  isBrought={brought.has(`${section} ${entry.id}`)}
                />
              ))}
            </div>
          </details>
        ))}
      </div>
    </Section>
  );
}

function RuleRow(props: {
  entry: PackEntry;
  records: LifePack['records'];
  sources: LifePack['sources'];
  isBrought: boolean;
}) {
  const { section, id, value } = props.entry;
  const facts = factsOf(section, value).filter(({ text }) => text);
  const wording = wordingOf(value);
  const since = beginOf(value);
  const basis = isRule(value) ? value : props.records;
  return (
    <details class="px-3 py-2.5" data-rule={id || section}>
      <summary class="cursor-pointer">
        <span class="font-semibold break-words">{ruleWord(section, id, value)}</span>{' '}
        {props.isBrought && <Pill tone="info">{t('packs.fromPack')}</Pill>}
        <span class="text-meta text-ink-2 block break-words">
          {isRule(value) && (
            <span class="text-ink-3">{tDynamic(`common.confidence.${value.confidence}`)} · </span>
          )}
          {wording ?? facts.map(({ label, text }) => (label ? `${label}：${text}` : text)).join(' · ')}
        </span>
      </summary>
      {wording && facts.length > 0 && (
        <dl class="text-meta mt-1.5 grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 gap-y-0.5">
          {facts.map(({ label, text }) => (
            <div key={label} class="contents">
              <dt class="text-ink-3">{label}</dt>
              <dd class="break-words">{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {since && <p class="text-meta text-ink-2 mt-1.5">{t('packs.since', { date: since })}</p>}
      {(isRule(value) || section === 'requiredFields') && (
        <BasisText basis={basis.basis} sources={props.sources} confidence={basis.confidence} />
      )}
      {section === 'cadences' && <OwnFrequencyField rule={value as Cadence} />}
    </details>
  );
}

/** Since when the present choice counts, and what counted before it. */
function choicesText(own: OwnFrequency, rule: Cadence): string {
  const before = (own.earlier ?? []).map(({ every, since }) =>
    [since && t('packs.since', { date: since }), tDynamic(`rules.frequency.${every ?? rule.frequency}`)]
      .filter(Boolean)
      .join(' '),
  );
  return [
    own.since && t('packs.since', { date: own.since }),
    before.length > 0 && t('packs.ownBefore', { list: before.join(t('packs.listJoin')) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

const CHOICES = ['M', 'Q', 'H', 'Y'] as const satisfies readonly OwnFrequency['every'][];

/** How often the branch itself wants a cadence that its rules leave to it. */
function OwnFrequencyField({ rule }: { rule: Cadence }) {
  const ledger = useLedger();
  const branch = useBranch();
  const today = useToday();
  if (!rule.adjustable || !branch) return null;
  const own = branch.fields.frequencies?.[rule.id];
  const set = async (every: OwnFrequency['every'] | '') => {
    try {
      const n = await setFrequency(ledger, branch, rule.id, every || undefined, today);
      const undo = async () => void (n !== undefined && (await ledger.undo(n)));
      toast(t('packs.ownSet'), { action: { label: t('common.undo'), run: undo } });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="mt-2 max-w-64">
      <SelectField
        label={t('packs.own')}
        name={`own-${rule.id}`}
        value={own?.every ?? ''}
        empty={t('packs.ownAsPack', { every: tDynamic(`rules.frequency.${rule.frequency}`) })}
        options={CHOICES.map((value) => ({ value, label: tDynamic(`rules.frequency.${value}`) }))}
        onChange={(value: OwnFrequency['every'] | '') => void set(value)}
        hint={own && choicesText(own, rule)}
      />
    </div>
  );
}
