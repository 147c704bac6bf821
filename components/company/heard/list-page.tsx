import { useState } from 'preact/hooks';
import {
  basisWords,
  isListed,
  type Listed,
  offeredLines,
  takeOffered,
} from '../../../lib/company/heard/listed';
import { unitWord } from '../../../lib/company/words';
import { currentLanguage, t, tDynamic } from '../../../lib/i18n';
import type { OfferedMatter } from '../../../lib/rules/company-pack';
import { packText } from '../../../lib/rules/pack';
import { NoBranch } from '../../governance/checklist-list';
import {
  Basis,
  Button,
  Card,
  EmptyState,
  Link,
  navigate,
  Page,
  Pill,
  Row,
  Section,
  toastFault,
  useLedger,
  useToday,
  useWide,
} from '../../ui';
import { toastUndo } from '../../ui/toast-undo';
import { Advised } from '../charter/advised';
import { type FoundHeard, LIST, listedRoute, matterRoute, MATTERS, useHeard } from './use-heard';

/** 议事清单: the kinds of matters on which the Party organisation is heard beforehand. */
export function ListPage() {
  const { company, found, mayWrite } = useHeard();
  const wide = useWide();
  const today = useToday();
  const actions = company && mayWrite && (
    <Button small icon="plus" action="add-listed" onClick={() => navigate(listedRoute('new'))}>
      {t('heard.addListed')}
    </Button>
  );
  return (
    <Page title={t('heard.list')} remark={wide ? company?.name : undefined} back={MATTERS} actions={actions}>
      {!company ? (
        <NoBranch />
      ) : !found ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : (
        <>
          <Advised code="D1" text={t('heard.listAdvised')} />
          {found.list.length === 0 && (
            <EmptyState title={t('heard.listEmpty')}>{t('heard.listEmptyHint')}</EmptyState>
          )}
          {found.list.length > 0 && (
            <Card>
              {found.list.map((line) => (
                <ListedRow
                  key={line.id}
                  line={line}
                  found={found}
                  standing={isListed(line, today)}
                  mayWrite={mayWrite}
                />
              ))}
            </Card>
          )}
          {mayWrite && <Offered found={found} companyId={company.companyId} />}
          {mayWrite && (
            <p>
              <Link to={`${LIST}/import`} class="text-red-ink inline-block py-1 underline">
                {t('heard.import')}
              </Link>
            </p>
          )}
        </>
      )}
    </Page>
  );
}

function ListedRow(props: { line: Listed; found: FoundHeard; standing: boolean; mayWrite: boolean }) {
  const { line, found, standing, mayWrite } = props;
  const { title, category, basis, confidence, unit, from, to } = line.fields;
  const count = found.matters.filter(({ fields }) => fields.listed === line.id).length;
  return (
    <Row
      title={title}
      meta={[
        category,
        unitWord(unit, found.units),
        basis ?? t('heard.noBasis'),
        confidence && tDynamic(`common.confidence.${confidence}`),
        from && t('heard.since', { date: from }),
        to && t('heard.until', { date: to }),
      ]
        .filter(Boolean)
        .join(' · ')}
      to={listedRoute(line.id)}
      below={
        mayWrite &&
        standing && (
          <Link
            to={`${matterRoute('new')}?listed=${line.id}`}
            class="text-red-ink text-meta inline-block min-h-6 underline"
          >
            {t('heard.addUnder')}
          </Link>
        )
      }
      tail={
        <Pill tone={!standing ? 'unknown' : count ? 'ok' : 'info'}>
          {standing ? t('heard.matterCount', { count }) : t('heard.off')}
        </Pill>
      }
    />
  );
}

/** What the program's own list has that the company's has not: each with its basis and how sure that is. */
function Offered({ found, companyId }: { found: FoundHeard; companyId: string }) {
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const language = currentLanguage();
  const lines = offeredLines(found.pack, companyId, found.list);
  if (!lines.length) return null;
  const take = async (some: readonly OfferedMatter[]): Promise<void> => {
    setBusy(true);
    try {
      const options = { today, order: found.list.length };
      const { n } = await takeOffered(ledger, companyId, found.pack, some, options);
      toastUndo(ledger, t('heard.taken', { count: some.length }), n);
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t('heard.offered')} remark={t('heard.offeredHint')}>
      <Card>
        {lines.map((line) => (
          <Row
            key={line.id}
            title={packText(line.title, language)}
            meta={`${packText(line.category, language)} · ${basisWords(line, found.pack.sources)}`}
            below={<Basis basis={line.basis} sources={found.pack.sources} confidence={line.confidence} />}
            tail={
              <Button
                small
                busy={busy}
                label={t('heard.takeOne', { name: packText(line.title, language) })}
                onClick={() => void take([line])}
              >
                {t('heard.take')}
              </Button>
            }
          />
        ))}
      </Card>
      {lines.length > 1 && (
        <Button busy={busy} action="take-offered" onClick={() => void take(lines)}>
          {t('heard.takeAll', { count: lines.length })}
        </Button>
      )}
    </Section>
  );
}
