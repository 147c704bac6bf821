import { useState } from 'preact/hooks';
import { goneItems } from '../../lib/governance/gone';
import { currentBranch } from '../../lib/branch/branch';
import { currentLanguage, t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { putWholeInForce } from '../../lib/rulebook/put-in-force';
import { wholeInForce } from '../../lib/rulebook/whole-packs';
import { isReordered, readablePack } from '../../lib/rulebook/whole-words';
import { formerSteps } from '../../lib/rules/development';
import { packText } from '../../lib/rules/pack';
import { packChanges } from '../../lib/rules/pack-changes';
import type { WholeKind, WholePacks } from '../../lib/rules/whole';
import { Button, Card, FaultNote, Note, Row, toast, useLedger, useLive, useToday } from '../ui';
import { PackChanges } from './rule-pack-changes';

/** Answers, steps with a day, or marked clauses that the new pack has no place for; they are kept. */
async function leftOut(ledger: Ledger, pack: WholePacks[WholeKind]): Promise<number> {
  if (pack.kind === 'development') {
    const cases = await ledger.list('developmentCase');
    return cases.filter(({ fields }) => formerSteps(fields, pack).length > 0).length;
  }
  if (pack.kind === 'company') {
    const known = new Set(pack.elements.map(({ id }) => id));
    const charters = await ledger.list('charter');
    return charters
      .flatMap(({ fields }) => Object.values(fields.clauses ?? {}))
      .filter(({ elements }) => Object.keys(elements ?? {}).some((id) => !known.has(id))).length;
  }
  const companyId = (await currentBranch(ledger))?.fields.companyId;
  return companyId ? (await goneItems(ledger, pack, { companyId })).length : 0;
}

/** A pack that was read: what it changes, before it takes the place of the present one. */
export function WholePreview(props: { kind: WholeKind; pack: WholePacks[WholeKind]; onEnd: () => void }) {
  const { kind, pack } = props;
  const ledger = useLedger();
  const language = currentLanguage();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const found = useLive(async () => {
    const [present, left] = await Promise.all([wholeInForce(ledger, kind), leftOut(ledger, pack)]);
    return { before: present.pack, left };
  }, [kind, pack]);
  if (!found) return null;
  const [before, after] = [readablePack(found.before), readablePack(pack)];
  const title = packText(pack.title, language);
  const { from, until } = pack.effective ?? {};
  const use = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const n = await putWholeInForce(ledger, kind, pack as never, today);
      const undo = async () => void (n !== undefined && (await ledger.undo(n)));
      props.onEnd();
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
              <span class="block">{t(`packs.kind.${kind}`)}</span>
              <span class="block">
                {pack.issuer && packText(pack.issuer, language)} ·{' '}
                {t('packs.edition', { edition: pack.edition })}
              </span>
              {from && (
                <span class="block">
                  {until ? t('packs.fromTo', { from, until }) : t('packs.fromOn', { from })}
                </span>
              )}
            </>
          }
        />
      </Card>
      {from && from > today && <Note tone="info">{t('packs.wholeNotYet', { from })}</Note>}
      {until && until < today && <Note tone="due">{t('packs.wholeOver', { until })}</Note>}
      <h3 class="font-semibold">{t('packs.preview')}</h3>
      <p class="text-meta text-ink-2">{t('packs.wholeHint')}</p>
      <PackChanges
        changes={packChanges(before, after)}
        sources={{ ...found.before.sources, ...pack.sources }}
      />
      {isReordered(before, after) && <p class="text-meta text-ink-2">{t('packs.reordered')}</p>}
      {found.left > 0 && <Note tone="info">{t(`packs.left.${kind}`, { count: found.left })}</Note>}
      {fault && <FaultNote fault={fault} />}
      <div class="flex flex-wrap justify-end gap-2">
        <Button onClick={props.onEnd}>{t('common.cancel')}</Button>
        <Button kind="primary" busy={busy} action="rules-use" onClick={() => void use()}>
          {t('packs.use')}
        </Button>
      </div>
    </div>
  );
}
