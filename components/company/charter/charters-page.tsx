import { clausesOf, coverageOf } from '../../../lib/company/charter/elements';
import { t } from '../../../lib/i18n';
import type { Rec } from '../../../lib/ledger';
import { NoBranch } from '../../governance/checklist-list';
import { Button, Card, EmptyState, Link, navigate, Page, Pill, Row, Section, useWide } from '../../ui';
import { CharterAdvised } from './advised';
import { charterRoute, CHARTERS, type FoundCharters, useCharters } from './use-charters';

/** 党建入章程: the versions of each unit's articles, and which expected elements their clauses cover. */
export function ChartersPage() {
  const { company, found, mayWrite } = useCharters();
  const wide = useWide();
  const add = mayWrite && (
    <Button small icon="plus" action="add-charter" onClick={() => navigate(`${CHARTERS}/new`)}>
      {t('charter.add')}
    </Button>
  );
  return (
    <Page
      title={t('charter.title')}
      remark={wide ? company?.name : undefined}
      back="/governance"
      actions={company && add}
    >
      {!company ? (
        <NoBranch />
      ) : !found ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : (
        <>
          <CharterAdvised />
          {found.charters.length === 0 ? (
            <EmptyState title={t('charter.empty')} action={add}>
              {t('charter.emptyHint')}
            </EmptyState>
          ) : (
            unitsWith(found).map(({ id, charters }) => (
              <UnitPart
                key={id}
                name={found.units.find((unit) => unit.id === id)?.fields.name ?? company.name}
                charters={charters}
                found={found}
              />
            ))
          )}
        </>
      )}
    </Page>
  );
}

/** The company itself first, then its units in their order; a unit that is gone counts as the company. */
function unitsWith({ charters, units }: FoundCharters): { id: string; charters: Rec<'charter'>[] }[] {
  const known = new Set(units.map(({ id }) => id));
  const of = ({ fields }: Rec<'charter'>): string =>
    fields.unit && known.has(fields.unit) ? fields.unit : '';
  return ['', ...known].flatMap((id) => {
    const own = charters.filter((charter) => of(charter) === id);
    return own.length ? [{ id, charters: own }] : [];
  });
}

function UnitPart(props: { name: string; charters: Rec<'charter'>[]; found: FoundCharters }) {
  const { name, charters, found } = props;
  const [newest, before] = charters;
  return (
    <Section
      title={name}
      link={
        newest &&
        before && (
          <Link
            to={`${CHARTERS}/compare?before=${before.id}&now=${newest.id}`}
            class="text-red-ink underline"
          >
            {t('charter.compare')}
          </Link>
        )
      }
    >
      <Card>
        {charters.map((charter) => (
          <CharterRow key={charter.id} charter={charter} found={found} />
        ))}
      </Card>
    </Section>
  );
}

function CharterRow({ charter, found }: { charter: Rec<'charter'>; found: FoundCharters }) {
  const { version, adoptedOn, registeredOn } = charter.fields;
  const clauses = clausesOf(charter.fields);
  const coverage = coverageOf(found.pack, clauses);
  const covered = coverage.filter((one) => one.clauses.length).length;
  return (
    <Row
      title={version}
      meta={[
        t('charter.adopted', { date: adoptedOn ?? t('common.unknown') }),
        t('charter.registered', { date: registeredOn ?? t('common.unknown') }),
        t('charter.clauseCount', { count: clauses.length }),
      ].join(' · ')}
      to={charterRoute(charter.id)}
      tail={
        <Pill tone={covered === coverage.length ? 'ok' : 'unknown'}>
          {t('charter.covered', { count: covered, of: coverage.length })}
        </Pill>
      }
    />
  );
}
