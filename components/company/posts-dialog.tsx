import { stayWord, bodyWord, unitWord } from '../../lib/company/words';
import type { Post, Unit } from '../../lib/company/matrix';
import { t } from '../../lib/i18n';
import { Button, Card, Dialog, navigate, Pill, Row } from '../ui';
import { PersonConflicts } from './conflict-list';
import { entryRoute } from './use-posts';

/** One appointment in one line; opens its record. */
export function PostRow({ post, units }: { post: Post; units: readonly Unit[] }) {
  const { name, position, basis, body, unit, to } = post.fields;
  return (
    <Row
      title={`${name} · ${position}`}
      meta={[unitWord(unit, units), bodyWord(body), stayWord(post), basis ?? t('posts.noBasis')]
        .filter(Boolean)
        .join(' · ')}
      to={entryRoute(post.id)}
      tail={to && <Pill tone="unknown">{t('posts.ended')}</Pill>}
    />
  );
}

/** What a cell or a figure of the matrix is made of. */
export interface Behind {
  title: string;
  posts: readonly Post[];
  /** Address of a form for another record of the same place. */
  add?: string;
  /** Whose declarations and recusals belong to it, with every appointment of the company. */
  about?: { person: string; companyId: string; posts: readonly Post[] };
}

/** The records behind a cell or a figure. */
export function PostsDialog(props: {
  behind: Behind | undefined;
  units: readonly Unit[];
  mayWrite: boolean;
  onClose: () => void;
}) {
  const { behind, units } = props;
  const add = behind?.add;
  return (
    <Dialog
      open={behind !== undefined}
      title={behind?.title ?? ''}
      onClose={props.onClose}
      foot={
        add &&
        props.mayWrite && (
          <Button icon="plus" action="add-here" onClick={() => navigate(add)}>
            {t('posts.add')}
          </Button>
        )
      }
    >
      {behind?.posts.length ? (
        <Card>
          {behind.posts.map((post) => (
            <PostRow key={post.id} post={post} units={units} />
          ))}
        </Card>
      ) : (
        <p class="text-meta text-ink-2">{t('posts.nothingHere')}</p>
      )}
      {behind?.about && <PersonConflicts {...behind.about} />}
    </Dialog>
  );
}
