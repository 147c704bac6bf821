import { currentLanguage, t } from '../../lib/i18n';
import { backToBuiltIn } from '../../lib/rulebook/put-in-force';
import { packText } from '../../lib/rules/pack';
import type { WholeKind } from '../../lib/rules/whole';
import { Button, FaultNote, Link, Note, Pill, Row, toast, toastFault, useLedger, useToday } from '../ui';
import { useWholePack } from './use-whole-pack';

const SCREEN: Record<WholeKind, string> = {
  checklist: '/governance',
  development: '/branch/development',
  company: '/governance/charter',
};

/** The pack of a kind that is worked with: whose they are, and the way back. */
export function WholePackRow({ kind }: { kind: WholeKind }) {
  const ledger = useLedger();
  const today = useToday();
  const language = currentLanguage();
  const found = useWholePack(kind);
  if (!found) return null;
  const { pack, given, record, refused } = found;
  const shown = given?.pack ?? pack;
  const { from, until } = given?.pack.effective ?? {};
  const back = async () => {
    try {
      const n = await backToBuiltIn(ledger, kind);
      if (n === undefined) return;
      const undo = async () => void (await ledger.undo(n));
      toast(t('packs.wholeBackDone', { title: packText(shown.title, language) }), {
        action: { label: t('common.undo'), run: undo },
      });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const whose =
    given?.by === 'organisation'
      ? t('packs.organisationHint')
      : given && record?.fields.putOn
        ? t('packs.byBranchOn', { date: record.fields.putOn })
        : given && t('packs.byBranch');
  return (
    <div data-pack={kind}>
      <Row
        title={packText(shown.title, language)}
        meta={
          <>
            <span class="block">
              <Link to={SCREEN[kind]} class="text-red-ink underline">
                {t(`packs.kind.${kind}`)}
              </Link>
              {' · '}
              {shown.issuer ? packText(shown.issuer, language) : t('packs.builtIn')}
              {' · '}
              {t('packs.edition', { edition: shown.edition })}
            </span>
            {whose && <span class="block">{whose}</span>}
          </>
        }
        tail={given?.by === 'organisation' && <Pill tone="info">{t('packs.byOrganisation')}</Pill>}
        below={
          <>
            {refused.map(({ by, fault }) => (
              <div key={by} class="mt-2 space-y-1">
                <p class="text-red-ink">
                  {t(by === 'organisation' ? 'packs.refusedOrganisation' : 'packs.refusedBranch')}
                </p>
                <FaultNote fault={fault} />
              </div>
            ))}
            {from && from > today && <Note tone="info">{t('packs.wholeNotYet', { from })}</Note>}
            {until && until < today && <Note tone="due">{t('packs.wholeOver', { until })}</Note>}
            {given?.by === 'organisation' && record && (
              <Note tone="info">{t('packs.dormant', { title: record.fields.title })}</Note>
            )}
            {record && given?.by !== 'organisation' && (
              <div class="mt-2">
                <Button small action={`${kind}-back`} onClick={() => void back()}>
                  {t('packs.wholeBack')}
                </Button>
              </div>
            )}
          </>
        }
      />
    </div>
  );
}
