import type { Unit } from '../../../lib/company/matrix';
import { clausesOf, coverageOf } from '../../../lib/company/charter/elements';
import { charterPaper } from '../../../lib/company/charter/paper';
import { currentLanguage, t } from '../../../lib/i18n';
import type { Rec } from '../../../lib/ledger';
import { packText } from '../../../lib/rules/pack';
import { ProvesItems } from '../../governance/proves-items';
import { useExportAllowed } from '../../life/export-allowed';
import { assertAllowed, openPrint } from '../../life/register-actions';
import {
  Basis,
  Button,
  Card,
  downloadBlob,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  SelectField,
  toast,
  toastFault,
  useLedger,
  useToday,
} from '../../ui';
import { ConflictNote } from '../../ui/conflict-note';
import { charterRoute, CHARTERS, type FoundCharters, useCharters } from './use-charters';

/** One version of a charter: its days, which expected elements it covers, its clauses, and the ways out. */
export function CharterPage({ params }: { params: Record<string, string> }) {
  const { company, found, mayWrite } = useCharters();
  if (!company || !found) return null;
  const charter = found.charters.find(({ id }) => id === params.id);
  if (!charter) {
    return (
      <Page title={t('charter.title')} back={CHARTERS}>
        <Note tone="info">{t('charter.gone')}</Note>
      </Page>
    );
  }
  const { fields } = charter;
  return (
    <Page
      title={fields.version}
      remark={nameOf(fields.unit, found.units, company.name)}
      back={CHARTERS}
      actions={
        mayWrite && (
          <Button
            small
            icon="edit"
            action="edit-charter"
            onClick={() => navigate(`${charterRoute(charter.id)}/edit`)}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      <ConflictNote id={charter.id} />
      <Facts charter={charter} />
      <CoveragePart charter={charter} found={found} />
      <ClausesPart charter={charter} found={found} />
      <TakeOut charter={charter} found={found} company={company.name} />
      {mayWrite && <ProvesItems record={charter} />}
    </Page>
  );
}

export const nameOf = (unit: string | undefined, units: readonly Unit[], company: string): string =>
  units.find(({ id }) => id === unit)?.fields.name ?? company;

function Facts({ charter }: { charter: Rec<'charter'> }) {
  const ledger = useLedger();
  const { adoptedOn, resolution, registeredOn, registration, file, place, sha256, note } = charter.fields;
  const unknown = t('common.unknown');
  const lines: [string, string | undefined][] = [
    [t('record.charter.adoptedOn'), [adoptedOn, resolution].filter(Boolean).join(' · ') || unknown],
    [t('record.charter.registeredOn'), [registeredOn, registration].filter(Boolean).join(' · ') || unknown],
    [t('record.charter.place'), place],
    [t('record.charter.sha256'), sha256],
    [t('charter.note'), note],
  ];
  const save = async (): Promise<void> => {
    if (!file) return;
    try {
      assertAllowed();
      downloadBlob(await ledger.getBlob(file), file.name);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="space-y-2">
      <dl class="space-y-1">
        {lines.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt class="text-meta text-ink-3 inline">{label}：</dt>
                <dd class="inline break-words whitespace-pre-line">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {file ? (
        <Button small icon="download" action="save-original" onClick={() => void save()}>
          {t('charter.saveOriginal', { name: file.name })}
        </Button>
      ) : (
        !place && <p class="text-meta text-ink-3">{t('charter.noOriginal')}</p>
      )}
    </div>
  );
}

/** Every expected element with the clauses that cover it; what none covers is 缺项. */
function CoveragePart({ charter, found }: { charter: Rec<'charter'>; found: FoundCharters }) {
  const language = currentLanguage();
  const coverage = coverageOf(found.pack, clausesOf(charter.fields));
  const jump = (id: string) => document.getElementById(`clause-${id}`)?.scrollIntoView({ block: 'center' });
  return (
    <Section title={t('charter.coverage')} remark={t('charter.coverageHint')}>
      <Card>
        {coverage.map(({ element, clauses }) => (
          <Row
            key={element.id}
            title={packText(element.title, language)}
            meta={packText(element.wording, language)}
            below={
              <div class="flex flex-wrap items-center gap-x-3" data-element={element.id}>
                {clauses.map(({ id, no }) => (
                  <button
                    key={id}
                    type="button"
                    class="text-red-ink text-meta min-h-6 underline"
                    onClick={() => jump(id)}
                  >
                    {no || t('charter.unnumbered')}
                  </button>
                ))}
                <Basis basis={element.basis} sources={found.pack.sources} confidence={element.confidence} />
              </div>
            }
            tail={
              <Pill tone={clauses.length ? 'ok' : 'unknown'}>
                {clauses.length ? t('charter.coveredCount', { count: clauses.length }) : t('charter.lacks')}
              </Pill>
            }
          />
        ))}
      </Card>
    </Section>
  );
}

function ClausesPart({ charter, found }: { charter: Rec<'charter'>; found: FoundCharters }) {
  const language = currentLanguage();
  const clauses = clausesOf(charter.fields);
  const titles = new Map(found.pack.elements.map(({ id, title }) => [id, packText(title, language)]));
  return (
    <Section title={t('record.charter.clauses')} remark={t('charter.clauseCount', { count: clauses.length })}>
      {clauses.length === 0 ? (
        <p class="text-meta text-ink-2">{t('charter.noClauses')}</p>
      ) : (
        <Card>
          {clauses.map(({ id, no, text, part, elements }) => (
            <div key={id} id={`clause-${id}`} class="space-y-1 px-3 py-2.5" data-clause={no}>
              <p class="font-semibold">
                {no} {part && <span class="text-meta text-ink-3 font-normal">{part}</span>}
              </p>
              <p class="break-words whitespace-pre-line">{text}</p>
              {elements && (
                <p class="text-meta text-ink-2">
                  {t('charter.covers', {
                    list: Object.keys(elements)
                      .map((one) => titles.get(one) ?? one)
                      .join(t('settings.listJoin')),
                  })}
                </p>
              )}
            </div>
          ))}
        </Card>
      )}
    </Section>
  );
}

/** Word, paper, and the comparison with another version of the same unit. */
function TakeOut(props: { charter: Rec<'charter'>; found: FoundCharters; company: string }) {
  const { charter, found, company } = props;
  const ledger = useLedger();
  const today = useToday();
  const allowed = useExportAllowed();
  const others = found.charters.filter(
    ({ id, fields }) => id !== charter.id && fields.unit === charter.fields.unit,
  );
  const word = async (): Promise<void> => {
    try {
      assertAllowed();
      const [{ meetingDocument }, { fileName }] = await Promise.all([
        import('../../../lib/exchange/word'),
        import('../../../lib/exchange/sheet-write'),
      ]);
      const about = { company, units: found.units, pack: found.pack, today };
      const paper = await charterPaper(ledger, charter.id, about);
      downloadBlob(await meetingDocument(paper), fileName([today, paper.branch, paper.title], 'docx'));
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const print = () => {
    try {
      openPrint(`/print/charter/${charter.id}?now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="space-y-3">
      {others.length > 0 && (
        <SelectField
          label={t('charter.compareWith')}
          name="compareWith"
          value=""
          empty={t('charter.pickVersion')}
          options={others.map(({ id, fields }) => ({ value: id, label: fields.version }))}
          onChange={(before) => navigate(`${CHARTERS}/compare?before=${before}&now=${charter.id}`)}
        />
      )}
      {allowed ? (
        <div class="flex flex-wrap gap-2">
          <Button icon="download" action="charter-word" onClick={() => void word()}>
            {t('life.exportWord')}
          </Button>
          <Button icon="print" action="charter-print" onClick={print}>
            {t('exchange.print')}
          </Button>
        </div>
      ) : (
        <Note tone="info">{t('fault.E423')}</Note>
      )}
      <p class="text-meta">
        <Link to="/governance/A1" class="text-red-ink underline">
          {t('charter.toItem')}
        </Link>
      </p>
    </div>
  );
}
