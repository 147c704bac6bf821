import type { ConflictLine } from '../../lib/company/conflicts';
import { conflictLines } from '../../lib/company/conflicts';
import { declaredWord, positionWord, reasonWord } from '../../lib/company/conflict-sheet';
import { companyMatters } from '../../lib/company/heard/matters';
import type { Post } from '../../lib/company/matrix';
import { t } from '../../lib/i18n';
import { Card, Pill, Row, Section, useLedger, useLive } from '../ui';
import { matterRoute } from './heard/use-heard';
import { entryRoute } from './use-posts';

/** Address of the record behind a line. */
export const lineRoute = (line: ConflictLine): string =>
  line.what === 'declared' ? entryRoute(line.post.id) : matterRoute(line.matter.id);

/** One declaration or recusal; opens its record. */
export function ConflictRow({ line }: { line: ConflictLine }) {
  const recusal = line.what === 'recusal';
  return (
    <Row
      title={`${line.name} · ${recusal ? line.matter.fields.title : positionWord(line)}`}
      meta={[
        line.on ?? t('posts.conflicts.noDay'),
        recusal && positionWord(line),
        recusal ? t('posts.conflicts.reasonOf', { reason: reasonWord(line) }) : declaredWord(line),
      ]
        .filter(Boolean)
        .join(' · ')}
      to={lineRoute(line)}
      tail={<Pill tone="unknown">{t(`posts.conflicts.${line.what}`)}</Pill>}
    />
  );
}

/** What one person declared, and from which matters that person stood back. */
export function PersonConflicts(props: { person: string; companyId: string; posts: readonly Post[] }) {
  const { person, companyId, posts } = props;
  const ledger = useLedger();
  const matters = useLive(() => companyMatters(ledger, companyId), [companyId]);
  if (!matters) return null;
  const lines = conflictLines(posts, matters, person);
  return (
    <Section title={t('posts.conflicts')}>
      {lines.length ? (
        <Card>
          {lines.map((line) => (
            <ConflictRow key={line.key} line={line} />
          ))}
        </Card>
      ) : (
        <p class="text-meta text-ink-2">{t('posts.conflicts.none')}</p>
      )}
    </Section>
  );
}
