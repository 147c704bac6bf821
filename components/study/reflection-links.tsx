import { t } from '../../lib/i18n';
import { reflectionsAbout } from '../../lib/study/reflections/reflections';
import { Card, Link, Pill, Row, Section, useLedger, useLive, useMemberName, useScope } from '../ui';

/** 学习心得 about a material or an activity: what others share and the own ones, folded; and a way to write one. */
export function ReflectionLinks({ about, as }: { about: string; as: 'clip' | 'meeting' }) {
  const ledger = useLedger();
  const { me } = useScope();
  const nameOf = useMemberName();
  const found = useLive(() => reflectionsAbout(ledger, about, me), [about, me]);
  if (!found) return null;
  return (
    <Section
      title={t('reflection.title')}
      remark={found.length > 0 && t('study.count', { count: found.length })}
      link={<Link to={`/study/reflection/new?${as}=${about}`}>{t('reflection.write')}</Link>}
    >
      {found.length > 0 && (
        <details>
          <summary class="text-meta text-red-ink inline-block cursor-pointer">
            {t('reflection.unfold')}
          </summary>
          <Card class="mt-2">
            {found.map(({ id, fields }) => (
              <Row
                key={id}
                title={fields.title || t('reflection.untitled')}
                meta={`${nameOf(fields.member)} · ${fields.on}`}
                to={`/study/reflection/${id}`}
                tail={!fields.sharedOn && <Pill tone="unknown">{t('reflection.private')}</Pill>}
              />
            ))}
          </Card>
        </details>
      )}
    </Section>
  );
}
