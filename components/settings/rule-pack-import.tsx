import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { putInForce } from '../../lib/rulebook/put-in-force';
import { factChanges, factsOf, ruleWord, sectionWord, wordingOf } from '../../lib/rulebook/words';
import { isRule, type Layer, rulebook } from '../../lib/rules/editions';
import { type LifePack, packText } from '../../lib/rules/pack';
import { type PackChange, packChanges } from '../../lib/rules/pack-changes';
import { nationalPack, rulesInForce } from '../../lib/rules/packs';
import { useNationalDues } from './use-dues';
import {
  Basis,
  Button,
  Card,
  FaultNote,
  FilePick,
  Note,
  Pill,
  Row,
  Section,
  toast,
  type Tone,
  useLedger,
  usePack,
  useToday,
} from '../ui';

/** The way in for a superior's pack: read it, show what it changes, and put it in force once the person agrees. */
export function RulePackImport({ layer }: { layer: Layer | undefined }) {
  const [next, setNext] = useState<Layer | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const read = async ([file]: File[]) => {
    setNext(undefined);
    setFault(undefined);
    try {
      const { readPackFile } = await import('../../lib/rulebook/read-pack');
      if (file) setNext(await readPackFile(file));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Section title={t('packs.import')} remark={t('packs.importHint')}>
      <FilePick
        accept=".yaml,.yml,.json,.txt"
        label={t('packs.pick')}
        hint={t('packs.pickHint')}
        onFiles={(files) => void read(files)}
      />
      {fault && <FaultNote fault={fault} />}
      {next && next !== layer && <Preview layer={next} onEnd={() => setNext(undefined)} />}
    </Section>
  );
}

/** The day on which two packs are compared: today, or the first on which the new one counts. */
const comparedOn = ({ effective }: Layer, today: string): string =>
  effective.from > today || (effective.until ?? today) < today ? effective.from : today;

function Preview({ layer, onEnd }: { layer: Layer; onEnd: () => void }) {
  const ledger = useLedger();
  const language = currentLanguage();
  const today = useToday();
  // Drawn anew when the rules in force change under the open preview.
  usePack();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const day = comparedOn(layer, today);
  const dues = useNationalDues();
  if (!dues) return null;
  const before = rulesInForce();
  const duesOn = (one: Layer | undefined) => rulebook(dues, one, one?.dues ?? {}).on(day);
  const [after, duesAfter] = [rulebook(nationalPack(), layer).on(day), duesOn(layer)];
  const sources = { ...duesAfter.sources, ...after.sources };
  const changes = [...packChanges(before.on(day), after), ...packChanges(duesOn(before.layer), duesAfter)];
  const of = (change: PackChange['change']) => changes.filter((one) => one.change === change);
  const shown = [...of('changed'), ...of('added'), ...of('removed')];
  const until = layer.effective.until;
  const title = packText(layer.title, language);

  const use = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const n = await putInForce(ledger, layer, today);
      const undo = async () => void (n !== undefined && (await ledger.undo(n)));
      onEnd();
      toast(t('packs.used', { title }), { action: { label: t('common.undo'), run: undo } });
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };

  return (
    <div data-part="rules-preview" class="space-y-2">
      <Card>
        <Row
          title={title}
          meta={
            <>
              <span class="block">
                {packText(layer.issuer, language)} · {t('packs.edition', { edition: layer.edition })}
              </span>
              <span class="block">
                {until
                  ? t('packs.fromTo', { from: layer.effective.from, until })
                  : t('packs.fromOn', { from: layer.effective.from })}
              </span>
            </>
          }
        />
      </Card>
      {until && until < today && <Note tone="due">{t('packs.expired', { until })}</Note>}
      <h3 class="font-semibold">
        {t('packs.preview')}{' '}
        <span class="text-meta text-ink-3 font-normal">{t('packs.previewOn', { date: day })}</span>
      </h3>
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
            <ChangeRow key={`${change.section} ${change.id}`} change={change} sources={sources} />
          ))}
        </Card>
      )}
      {fault && <FaultNote fault={fault} />}
      <div class="flex flex-wrap justify-end gap-2">
        <Button onClick={onEnd}>{t('common.cancel')}</Button>
        <Button kind="primary" busy={busy} action="rules-use" onClick={() => void use()}>
          {t('packs.use')}
        </Button>
      </div>
    </div>
  );
}

const TONES: Record<PackChange['change'], Tone> = {
  added: 'info',
  changed: 'due',
  removed: 'unknown',
  source: 'info',
};

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
