import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { backToNational } from '../../lib/rulebook/put-in-force';
import { WHOLE_KINDS, wholeInForce } from '../../lib/rulebook/whole-packs';
import { packText } from '../../lib/rules/pack';
import { duesPack, nationalPack } from '../../lib/rules/packs';
import type { WholeKind } from '../../lib/rules/whole';
import {
  Button,
  Card,
  downloadBlob,
  FaultNote,
  Note,
  Page,
  Pill,
  Row,
  Section,
  SelectField,
  toast,
  toastFault,
  useBranch,
  useLedger,
  usePack,
  useToday,
} from '../ui';
import { RulePackImport } from './rule-pack-import';
import { RuleList } from './rule-pack-rules';
import { useRulesInForce } from './use-rules-in-force';
import { WholePackRow } from './whole-pack-row';

type InForceNow = NonNullable<ReturnType<typeof useRulesInForce>>;

/** 规则包: which rules hold and why, the way in for a superior's pack, and the way out for a template. */
export function RulePackPage() {
  const found = useRulesInForce();
  return (
    <Page title={t('packs.title')} back="/settings">
      {found && (
        <>
          <Present found={found} />
          <RulePackImport layer={found.layer} />
          <RuleList />
          <ExportPart />
        </>
      )}
    </Page>
  );
}

function Present({ found }: { found: InForceNow }) {
  const ledger = useLedger();
  const language = currentLanguage();
  const today = useToday();
  const national = nationalPack();
  const { layer, by, record } = found;
  const back = async () => {
    try {
      const n = await backToNational(ledger);
      if (n === undefined) return;
      const undo = async () => void (await ledger.undo(n));
      toast(t('packs.backDone'), { action: { label: t('common.undo'), run: undo } });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section title={t('packs.now')}>
      {found.refused.map(({ by: whose, fault }) => (
        <div key={whose} class="space-y-1">
          <p class="text-red-ink">
            {t(whose === 'organisation' ? 'packs.refusedOrganisation' : 'packs.refusedBranch')}
          </p>
          <FaultNote fault={fault} />
        </div>
      ))}
      <Card>
        {layer && (
          <Row
            title={packText(layer.title, language)}
            meta={
              <>
                <span class="block">
                  {packText(layer.issuer, language)} · {t('packs.edition', { edition: layer.edition })}
                </span>
                <span class="block">
                  {layer.effective.until
                    ? t('packs.fromTo', { from: layer.effective.from, until: layer.effective.until })
                    : t('packs.fromOn', { from: layer.effective.from })}
                </span>
                <span class="block">
                  {by === 'organisation'
                    ? t('packs.organisationHint')
                    : record?.fields.putOn
                      ? t('packs.byBranchOn', { date: record.fields.putOn })
                      : t('packs.byBranch')}
                </span>
              </>
            }
            tail={by === 'organisation' && <Pill tone="info">{t('packs.byOrganisation')}</Pill>}
            below={
              by === 'branch' && (
                <div class="mt-2">
                  <Button small action="rules-back" onClick={() => void back()}>
                    {t('packs.back')}
                  </Button>
                </div>
              )
            }
          />
        )}
        <Row
          title={packText(national.title, language)}
          meta={[
            t('packs.national'),
            t('packs.edition', { edition: national.edition }),
            layer && t('packs.layered'),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
        {WHOLE_KINDS.map((kind) => (
          <WholePackRow key={kind} kind={kind} />
        ))}
      </Card>
      {layer && layer.effective.from > today && (
        <Note tone="info">{t('packs.notYet', { from: layer.effective.from })}</Note>
      )}
      {layer?.effective.until && layer.effective.until < today && (
        <Note tone="due">{t('packs.over', { until: layer.effective.until })}</Note>
      )}
      {by === 'organisation' && record && (
        <Note tone="info">{t('packs.dormant', { title: record.fields.title })}</Note>
      )}
    </Section>
  );
}

function ExportPart() {
  const pack = usePack();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const ledger = useLedger();
  const [busy, setBusy] = useState('');
  const [which, setWhich] = useState<'life' | WholeKind>('life');
  const save = async (format: 'yaml' | 'json' | 'xlsx') => {
    setBusy(format);
    try {
      const [{ templateOf, wholeTemplate, writePack }, { fileName }] = await Promise.all([
        import('../../lib/rulebook/write-pack'),
        import('../../lib/exchange/sheet-write/text'),
      ]);
      if (format === 'xlsx') {
        const { checklistWorkbook } = await import('../../lib/rulebook/table-file');
        const name = fileName([today, branch, t('packs.kind.checklist')], format);
        downloadBlob(await checklistWorkbook(ledger, today), name);
        return;
      }
      const template =
        which === 'life'
          ? templateOf(pack, await duesPack(), today)
          : wholeTemplate((await wholeInForce(ledger, which)).pack, today);
      const name = which === 'life' ? t('packs.file.name') : t(`packs.kind.${which}`);
      downloadBlob(new Blob([writePack(template, format)]), fileName([today, branch, name], format));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy('');
    }
  };
  return (
    <Section title={t('packs.export')}>
      <Card pad>
        <p class="text-meta text-ink-2">{t('packs.exportHint')}</p>
        <div class="max-w-64">
          <SelectField
            label={t('packs.exportWhich')}
            name="rules-which"
            value={which}
            options={(['life', ...WHOLE_KINDS] as const).map((value) => ({
              value,
              label: t(`packs.kind.${value}`),
            }))}
            onChange={setWhich}
          />
        </div>
        <div class="flex flex-wrap items-center gap-2">
          {which === 'checklist' && (
            <>
              <Button
                icon="download"
                busy={busy === 'xlsx'}
                action="rules-xlsx"
                onClick={() => void save('xlsx')}
              >
                {t('packs.exportTable')}
              </Button>
              <span class="text-meta text-ink-3">{t('packs.exportTableHint')}</span>
            </>
          )}
          <Button
            icon="download"
            busy={busy === 'yaml'}
            action="rules-yaml"
            onClick={() => void save('yaml')}
          >
            {t('packs.exportYaml')}
          </Button>
          <span class="text-meta text-ink-3">{t('packs.exportYamlHint')}</span>
          <Button
            icon="download"
            busy={busy === 'json'}
            action="rules-json"
            onClick={() => void save('json')}
          >
            {t('packs.exportJson')}
          </Button>
          <span class="text-meta text-ink-3">{t('packs.exportJsonHint')}</span>
        </div>
      </Card>
    </Section>
  );
}
