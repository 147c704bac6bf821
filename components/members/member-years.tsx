import type { RosterMember } from '../../lib/branch/terms';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { lastStep } from '../../lib/rules/development';
import { developmentInForce } from '../../lib/rulebook/whole-packs';
import { Card, Link, Row, Section, useGroups, useLedger, useLive } from '../ui';
import { postWord, timeWord } from './term-words';
import { stageWord, stepWord } from './words';

/** What the branch keeps of one member over the years, on that member's page. */
export function MemberYears({ member }: { member: Rec<'member'> }) {
  const ledger = useLedger();
  const groups = useGroups();
  const found = useLive(async () => {
    const [cases, terms, stays] = await Promise.all([
      ledger.linked(member.id, 'developmentCase'),
      ledger.linked(member.id, 'post'),
      ledger.linked(member.id, 'groupStay'),
    ]);
    const own = cases.filter((record) => record.fields.member === member.id);
    return { cases: own, terms, stays, pack: own.length ? await developmentInForce(ledger) : undefined };
  }, [member.id]);
  if (!found) return null;
  const { cases, pack } = found;
  const terms = latestFirst(found.terms);
  const stays = latestFirst(found.stays);
  return (
    <>
      <Card>
        <Row
          to={`/branch/member/${member.id}/privacy`}
          title={t('members.person.title')}
          meta={t('members.person.short')}
        />
      </Card>
      {(terms.length > 0 || stays.length > 0) && (
        <Section
          title={t('members.term.ofMember')}
          link={<Link to="/branch/terms">{t('members.term.title')}</Link>}
        >
          <Card>
            {terms.map(({ id, fields }) => (
              <Row
                key={id}
                title={postWord(fields.post)}
                meta={[timeWord(fields) || t('members.term.noFrom'), fields.basis]
                  .filter(Boolean)
                  .join(' · ')}
              />
            ))}
            {stays.map(({ id, fields }) => (
              <Row
                key={id}
                title={
                  groups.find((group) => group.id === fields.group)?.fields.name ??
                  t('members.term.goneGroup')
                }
                meta={timeWord(fields)}
              />
            ))}
          </Card>
        </Section>
      )}
      {pack && (
        <Section title={t('members.dev.title')}>
          <Card>
            {cases.map((record) => {
              const last = lastStep(record.fields, pack);
              return (
                <Row
                  key={record.id}
                  to={`/branch/development/${record.id}`}
                  title={stageWord(pack, record.fields.stage)}
                  meta={last && `${stepWord(pack, last.step.id)} ${last.on}`}
                />
              );
            })}
          </Card>
        </Section>
      )}
    </>
  );
}

const latestFirst = <
  R extends NonNullable<RosterMember['terms']>[number] | NonNullable<RosterMember['stays']>[number],
>(
  records: readonly R[],
): R[] =>
  [...records].sort(
    (a, b) =>
      (b.fields.to ?? '9').localeCompare(a.fields.to ?? '9') ||
      (b.fields.from ?? '').localeCompare(a.fields.from ?? ''),
  );
