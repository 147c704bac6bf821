import { t, type MessageKey } from '../../lib/i18n';
import { REGISTERS } from '../../lib/registers';
import { Card, Page, Row, Section } from '../ui';

interface Entry {
  to: string;
  title: MessageKey;
  hint: MessageKey;
}

/** Registers with a page of their own. */
const OWN: readonly Entry[] = [
  { to: '/rectifications', title: 'affairs.rectify.register', hint: 'papers.hub.rectifications' },
  { to: '/requests', title: 'affairs.request.register', hint: 'papers.hub.requests' },
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
  const registers = REGISTERS.map(({ key, title, hint }) => ({ to: `/register?view=${key}`, title, hint }));
  return (
    <Page title={t('exchange.register')}>
      <Section title={t('papers.hub.registers')}>{list([...registers, ...OWN])}</Section>
      <Section title={t('papers.hub.papers')}>{list(PAPERS)}</Section>
    </Page>
  );
}
