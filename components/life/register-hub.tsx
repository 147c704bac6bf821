import { t, type MessageKey } from '../../lib/i18n';
import { Card, Page, Row, Section } from '../ui';

interface Entry {
  to: string;
  title: MessageKey;
  hint: MessageKey;
}

const REGISTERS: readonly Entry[] = [
  { to: '/register?view=meetings', title: 'exchange.register.meetings', hint: 'papers.hub.meetings' },
  { to: '/register?view=stats', title: 'exchange.register.stats', hint: 'papers.hub.stats' },
  { to: '/papers/register/roster', title: 'exchange.register.roster', hint: 'papers.hub.roster' },
  { to: '/papers/register/study', title: 'papers.grid.study', hint: 'papers.hub.study' },
  { to: '/register?view=dues', title: 'dues.register', hint: 'papers.hub.dues' },
  { to: '/life/talks', title: 'talk.register', hint: 'papers.hub.talks' },
  { to: '/life/appraisal', title: 'types.appraisal', hint: 'papers.hub.appraisal' },
  { to: '/requests', title: 'affairs.request.register', hint: 'papers.hub.requests' },
  { to: '/branch/development', title: 'members.dev.title', hint: 'papers.hub.development' },
  { to: '/branch/floating', title: 'members.flow.title', hint: 'papers.hub.floating' },
  { to: '/branch/terms', title: 'members.term.title', hint: 'papers.hub.terms' },
];

const PAPERS: readonly Entry[] = [
  { to: '/papers/templates', title: 'papers.template.title', hint: 'papers.hub.templates' },
  { to: '/papers/handbook', title: 'papers.hb.title', hint: 'papers.hub.handbook' },
  { to: '/papers/inspection', title: 'papers.in.title', hint: 'papers.hub.inspection' },
  { to: '/papers/reimport', title: 'papers.reimport.title', hint: 'papers.hub.reimport' },
];

/** 台账: all registers on one page, and what is made of them. */
export function RegisterHub() {
  const list = (entries: readonly Entry[]) => (
    <Card>
      {entries.map(({ to, title, hint }) => (
        <Row key={to} title={t(title)} meta={t(hint)} to={to} />
      ))}
    </Card>
  );
  return (
    <Page title={t('exchange.register')}>
      <Section title={t('papers.hub.registers')}>{list(REGISTERS)}</Section>
      <Section title={t('papers.hub.papers')}>{list(PAPERS)}</Section>
    </Page>
  );
}
