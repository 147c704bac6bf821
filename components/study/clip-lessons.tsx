import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { lessonsOf } from '../../lib/study/lists/lessons';
import { Card, Link, Row, Section, useLedger, useLive } from '../ui';

/** 微课 made from a material, and the way to make one. */
export function ClipLessons({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const lessons = useLive(() => lessonsOf(ledger, clip.id), [clip.id]);
  return (
    <Section
      title={t('lesson.title')}
      link={<Link to={`/study/lesson/new?clip=${clip.id}`}>{t('lesson.make')}</Link>}
    >
      {Boolean(lessons?.length) && (
        <Card>
          {lessons?.map(({ id, fields }) => (
            <Row
              key={id}
              title={<span class="font-normal">{fields.question || t('lesson.noQuestion')}</span>}
              meta={<span class="line-clamp-2">{fields.passage}</span>}
              to={`/study/lesson/${id}`}
            />
          ))}
        </Card>
      )}
    </Section>
  );
}
