import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { putInForce } from '../../lib/rulebook/put-in-force';
import type { AnyPack } from '../../lib/rulebook/read-pack';
import { type Layer, rulebook } from '../../lib/rules/editions';
import { packText } from '../../lib/rules/pack';
import { packChanges } from '../../lib/rules/pack-changes';
import { nationalPack, rulesInForce } from '../../lib/rules/packs';
import { PackChanges } from './rule-pack-changes';
import { useNationalDues } from './use-dues';
import { WholePreview } from './whole-pack-preview';
import {
  Button,
  Card,
  FaultNote,
  FilePick,
  Note,
  Row,
  Section,
  toast,
  useLedger,
  usePack,
  useToday,
} from '../ui';

/** The way in for a superior's pack: read it, show what it changes, and put it in force once the person agrees. */
export function RulePackImport({ layer }: { layer: Layer | undefined }) {
  const [next, setNext] = useState<AnyPack | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [isTable, setIsTable] = useState(false);
  const ledger = useLedger();
  const today = useToday();
  const read = async ([file]: File[]) => {
    setNext(undefined);
    setFault(undefined);
    try {
      if (!file) return;
      const isSheet = /\.(xlsx|xls|ods|csv)$/i.test(file.name);
      setIsTable(isSheet);
      if (isSheet) {
        const { readTableFile } = await import('../../lib/rulebook/table-file');
        setNext({ kind: 'checklist', pack: await readTableFile(ledger, file, today) });
        return;
      }
      const { readPackFile } = await import('../../lib/rulebook/read-pack');
      setNext(await readPackFile(file));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Section title={t('packs.import')} remark={t('packs.importHint')}>
      <FilePick
        accept=".xlsx,.xls,.ods,.csv,.yaml,.yml,.json,.txt"
        label={t('packs.pick')}
        hint={t('packs.pickHint')}
        onFiles={(files) => void read(files)}
      />
      {fault && <FaultNote fault={fault} />}
      {next?.kind === 'life' && next.pack !== layer && (
        <Preview layer={next.pack} onEnd={() => setNext(undefined)} />
      )}
      {isTable && next?.kind === 'checklist' && (
        <Note tone="info">
          {t('packs.fromTable', { count: next.pack.items.length, groups: next.pack.groups.length })}
        </Note>
      )}
      {next && next.kind !== 'life' && (
        <WholePreview kind={next.kind} pack={next.pack} onEnd={() => setNext(undefined)} />
      )}
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
      <PackChanges changes={changes} sources={sources} />
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
