import { t } from '../../lib/i18n';
import type { MyFigures } from '../../lib/life/my-figures';
import { Button, Card, Link, navigate, Pill, Section } from '../ui';

/** 我的事项 in short: study hours by their standing, and what I owe. */
export function MyCard({ figures }: { figures: MyFigures | undefined }) {
  return (
    <Section title={t('today.nav.me')} link={<Link to="/me">{t('today.all')}</Link>}>
      <Card pad>
        {figures ? (
          <HoursLine hours={figures.hours} />
        ) : (
          <p aria-busy="true" class="text-meta text-ink-3">
            {t('common.loading')}
          </p>
        )}
        {figures && (
          <ul class="text-meta text-ink-2 space-y-0.5">
            {figures.toMakeUp > 0 && (
              <li>
                <Link to="/me">{t('today.me.makeUp', { count: figures.toMakeUp })}</Link>
              </li>
            )}
            {figures.inCharge > 0 && (
              <li>
                <Link to="/me">{t('today.me.inCharge', { count: figures.inCharge })}</Link>
              </li>
            )}
          </ul>
        )}
        <div>
          <Button small onClick={() => navigate('/study/declare')}>
            {t('today.me.declare')}
          </Button>
        </div>
      </Card>
    </Section>
  );
}

/** Collective study against the yearly norm; self-study beside it, never inside. */
export function HoursLine({ hours }: { hours: MyFigures['hours'] }) {
  if (!hours) return <p class="text-meta text-ink-3">{t('today.me.notOnRoster')}</p>;
  const { norm } = hours;
  // Nothing recorded is not nothing studied.
  const known = hours.counted || (hours.recorded && !hours.unknown) ? hours.counted : t('common.unknown');
  const share = (value: number) => `${Math.min(100, (value / norm) * 100)}%`;
  return (
    <div class="space-y-1.5">
      <div class="flex items-center gap-2">
        <strong class="flex-1 font-semibold">{t('today.me.hours', { hours: known, norm })}</strong>
        {hours.declared > 0 && <Pill tone="info">{t('today.me.declared', { hours: hours.declared })}</Pill>}
        {hours.unknown > 0 && <Pill tone="unknown">{t('today.me.unknown', { count: hours.unknown })}</Pill>}
      </div>
      <div class="bg-sunk flex h-2 overflow-hidden rounded-full" aria-hidden="true">
        <i class="bg-ok block" style={{ width: share(hours.counted) }} />
        <i class="bg-info block opacity-55" style={{ width: share(hours.declared) }} />
      </div>
      <p class="text-meta text-ink-2">
        {hours.beside > 0 && `${t('today.me.beside', { hours: hours.beside })} · `}
        {hours.exempt ? t('today.me.exempt') : t('today.me.everySource')}
      </p>
    </div>
  );
}
