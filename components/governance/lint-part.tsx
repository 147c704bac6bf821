import { t, tDynamic } from '../../lib/i18n';
import type { Remark } from '../../lib/lint';
import { FIELDS, FINDING_DIALOGS } from '../../lib/lint/fields';
import { Card, Link, Pill, Row, Section, useLedger, useLive, useToday } from '../ui';
import { useChecklistPack, useCompany } from './use-checklist';
import { findingRoute } from './findings/tasks';
import { itemRoute } from './words';

/** Lines that an item shows before the rest is asked for. */
const SHORT = 4;

/** Everything of the company shown that can be checked, kept up to date; undefined until it was read. */
export function useRemarks(): Remark[] | undefined {
  const ledger = useLedger();
  const pack = useChecklistPack();
  const company = useCompany();
  const today = useToday();
  return useLive(async () => {
    if (!pack || !company) return undefined;
    const { factsOf, remarksOf } = await import('../../lib/lint');
    return remarksOf(await factsOf(ledger, pack, company, today));
  }, [pack, company?.companyId, company?.termStart, today]);
}

const WAYS = {
  post: '/governance/posts/entry',
  matter: '/governance/matters/entry',
  listed: '/governance/matters/listed',
  charter: '/governance/charter',
} as const;

/** Where a thing can be put right, to the very field; undefined where no screen shows it. */
export function wayTo({ place, rule }: Pick<Remark, 'place' | 'rule'>): string | undefined {
  const route = routeOf(place, rule);
  const field = FIELDS[rule];
  return route && field ? `${route}${route.includes('?') ? '&' : '?'}field=${field}` : route;
}

function routeOf(place: Remark['place'], rule: string): string | undefined {
  if (place.at === 'item') {
    if (place.finding) return findingRoute(place.finding, FINDING_DIALOGS[rule]);
    const route = itemRoute(place.code, { period: place.period });
    return place.evidence ? `${route}&evidence=${encodeURIComponent(place.evidence)}` : route;
  }
  if (!place.id) return undefined;
  // A charter is shown on one screen and corrected on another.
  return `${WAYS[place.at]}/${place.id}${place.at === 'charter' ? '/edit' : ''}`;
}

/** One thing that can be checked: what is seen, what to do, and the way there. */
export function RemarkRow({ remark, linked }: { remark: Remark; linked?: boolean }) {
  const { rule, severity, words, place } = remark;
  const shown = { ...words, ...(words.evidence === '' ? { evidence: t('governanceLint.unnamed') } : {}) };
  const isItem = place.at === 'item';
  return (
    <Row
      lead={linked && isItem && <span class="text-ink-3 w-7 shrink-0 font-semibold">{place.code}</span>}
      title={<span class="font-normal">{tDynamic(`governanceLint.rule.${rule}`, shown)}</span>}
      meta={tDynamic(`governanceLint.do.${rule}`)}
      to={wayTo(remark)}
      tail={
        <Pill tone={severity === 'first' ? 'due' : 'info'}>
          {tDynamic(`governanceLint.severity.${severity}`)}
        </Pill>
      }
    />
  );
}

/** What can be checked of one item in one period. Shows nothing where there is nothing. */
export function ItemLint({ id }: { id: string }) {
  const own = useRemarks()?.filter(({ place }) => place.at === 'item' && place.id === id) ?? [];
  if (own.length === 0) return null;
  return (
    <Section title={t('governanceLint.title')}>
      <Card>
        {own.slice(0, SHORT).map((remark, index) => (
          <RemarkRow key={`${remark.rule} ${index}`} remark={remark} />
        ))}
      </Card>
      {own.length > SHORT && (
        <p class="text-meta">
          <Link to="/governance/check" class="text-red-ink underline">
            {t('governanceLint.more', { count: own.length - SHORT })}
          </Link>
        </p>
      )}
    </Section>
  );
}
