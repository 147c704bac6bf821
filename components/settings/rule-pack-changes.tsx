import { t } from '../../lib/i18n';
import { factChanges, factsOf, ruleWord, sectionWord, wordingOf } from '../../lib/rulebook/words';
import { isRule } from '../../lib/rules/editions';
import type { LifePack } from '../../lib/rules/pack';
import type { PackChange } from '../../lib/rules/pack-changes';
import { Basis, Card, Pill, Row, type Tone } from '../ui';

const TONES: Record<PackChange['change'], Tone> = {
  added: 'info',
  changed: 'due',
  removed: 'unknown',
  source: 'info',
};

/** What a pack would change, counted and rule by rule; where only the source differs it is counted. */
export function PackChanges(props: { changes: readonly PackChange[]; sources: LifePack['sources'] }) {
  const of = (change: PackChange['change']) => props.changes.filter((one) => one.change === change);
  const shown = [...of('changed'), ...of('added'), ...of('removed')];
  return (
    <>
      <p class="text-meta text-ink-2">
        {shown.length
          ? t('packs.count', {
              changed: of('changed').length,
              added: of('added').length,
              removed: of('removed').length,
            })
          : t('packs.previewNone')}{' '}
        {of('source').length > 0 && t('packs.onlySource', { count: of('source').length })}
      </p>
      {shown.length > 0 && (
        <Card>
          {shown.map((change) => (
            <ChangeRow key={`${change.section} ${change.id}`} change={change} sources={props.sources} />
          ))}
        </Card>
      )}
    </>
  );
}

function ChangeRow({ change, sources }: { change: PackChange; sources: LifePack['sources'] }) {
  const { section, id, before, after } = change;
  const value = after ?? before;
  return (
    <Row
      lead={<Pill tone={TONES[change.change]}>{t(`packs.change.${change.change}`)}</Pill>}
      title={ruleWord(section, id, value)}
      meta={
        <>
          <span class="text-ink-3 block">{sectionWord(section)}</span>
          {change.change === 'changed' ? (
            factChanges(section, before, after).map((fact) => (
              <span key={fact.label} class="block">
                {fact.label && `${fact.label}：`}
                <span class="sr-only">{t('packs.before')} </span>
                <del class="text-ink-3 no-underline">{fact.before}</del>
                <span aria-hidden="true"> → </span>
                <span class="sr-only">{t('packs.after')} </span>
                <ins class="text-ink font-semibold no-underline">{fact.after}</ins>
              </span>
            ))
          ) : (
            <span class="block">
              {wordingOf(value) ??
                factsOf(section, value)
                  .map((fact) => fact.text)
                  .join(' · ')}
            </span>
          )}
        </>
      }
      below={isRule(value) && <Basis basis={value.basis} sources={sources} confidence={value.confidence} />}
    />
  );
}
