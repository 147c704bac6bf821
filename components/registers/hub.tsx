import { t, type MessageKey } from '../../lib/i18n';
import { rectificationRegister } from '../../lib/governance/rectification-register';
import { REGISTERS } from '../../lib/registers';
import { openRequests } from '../../lib/requests/requests';
import { Card, Link, Page, Row, Section, useLedger, useLive, useRole, useToday } from '../ui';

interface Entry {
  to: string;
  title: MessageKey;
  hint: MessageKey;
}

const PAPERS: readonly Entry[] = [
  { to: '/papers/templates', title: 'papers.template.title', hint: 'papers.hub.templates' },
  { to: '/summary', title: 'affairs.summary.title', hint: 'papers.hub.summary' },
  { to: '/papers/handbook', title: 'papers.hb.title', hint: 'papers.hub.handbook' },
  { to: '/papers/inspection', title: 'papers.in.title', hint: 'papers.hub.inspection' },
  { to: '/papers/reimport', title: 'papers.reimport.title', hint: 'papers.hub.reimport' },
];

/** 台账: all registers on one page, and what is made of them. */
export function RegisterHub() {
  const ledger = useLedger();
  const today = useToday();
  const role = useRole();
  const open = useLive(async () => {
    const lines = await rectificationRegister(ledger, today.slice(0, 4));
    return {
      '/register?view=rectifications': {
        count: lines.filter(({ state }) => state === 'open').length,
        to: '/register?view=rectifications&state=open&state=overdue',
      },
      '/register?view=requests': {
        count: (await openRequests(ledger)).length,
        to: '/register?view=requests&state=open&state=routed&state=answered',
      },
    };
  }, [today]);
  // A member's lists are shorter than these numbers.
  const inHand = (place: string) => {
    const found = role === 'member' ? undefined : open?.[place as keyof typeof open];
    return found?.count ? (
      <Link to={found.to}>{t('affairs.inHand', { count: found.count })}</Link>
    ) : undefined;
  };
  const list = (entries: readonly Entry[]) => (
    <Card>
      {entries.map(({ to, title, hint }) => (
        <Row key={to} title={t(title)} meta={t(hint)} to={to} tail={inHand(to)} />
      ))}
    </Card>
  );
  const registers = REGISTERS.map(({ key, title, hint }) => ({ to: `/register?view=${key}`, title, hint }));
  return (
    <Page title={t('exchange.register')}>
      <Section title={t('papers.hub.registers')}>{list(registers)}</Section>
      <Section title={t('papers.hub.papers')}>{list(PAPERS)}</Section>
    </Page>
  );
}
