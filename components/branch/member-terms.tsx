import type { MemberForm } from '../../lib/branch/member-form';
import { suggestSince } from '../../lib/branch/term-writes';
import { t } from '../../lib/i18n';
import type { Member } from '../../lib/records';
import { addDays } from '../../lib/rules/calendar';
import { Chips, DateField, useBranch, useMembers, useToday } from '../ui';
import { fieldWord, postOptions, postWord } from './words';

type Post = MemberForm['posts'][number];

/**
 * Posts as chips. A post that is pressed on or off asks from when or until when, with the day filled in; the days
 * of an unchanged post stand with the terms of the branch.
 */
export function MemberTerms(props: {
  form: MemberForm;
  before: Member | undefined;
  set: (patch: Partial<MemberForm>) => void;
}) {
  const { form, before, set } = props;
  const today = useToday();
  const members = useMembers();
  const branch = useBranch();
  const held = before?.posts ?? [];
  const added = form.posts.filter((post) => !held.includes(post));
  const gone = held.filter((post) => !form.posts.includes(post));
  const moved = before !== undefined && (before.group ?? '') !== form.group && form.group !== '';

  const toggle = (post: Post) => {
    const on = !form.posts.includes(post);
    set({
      posts: on ? [...form.posts, post] : form.posts.filter((one) => one !== post),
      ...(on && !held.includes(post)
        ? {
            postSince: {
              ...form.postSince,
              [post]: suggestSince(post, members, branch?.fields, today),
            },
          }
        : {}),
      ...(!on && held.includes(post) ? { postUntil: { ...form.postUntil, [post]: addDays(today, -1) } } : {}),
    });
  };
  return (
    <div class="grid gap-3">
      <div class="grid gap-1">
        <span class="text-meta text-ink-2">{fieldWord('posts')}</span>
        <Chips label={fieldWord('posts')} options={postOptions()} selected={form.posts} onToggle={toggle} />
      </div>
      {(added.length > 0 || gone.length > 0 || moved) && (
        <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
          {added.map((post) => (
            <DateField
              key={post}
              label={t('members.term.sinceOf', { post: postWord(post) })}
              value={form.postSince[post] ?? ''}
              hint={t('members.term.emptyHint')}
              onChange={(day) => set({ postSince: { ...form.postSince, [post]: day } })}
            />
          ))}
          {gone.map((post) => (
            <DateField
              key={post}
              label={t('members.term.untilOf', { post: postWord(post) })}
              value={form.postUntil[post] ?? ''}
              onChange={(day) => set({ postUntil: { ...form.postUntil, [post]: day } })}
            />
          ))}
          {moved && (
            <DateField
              label={t('members.term.groupSince')}
              value={form.groupSince || (before?.group ? today : '')}
              hint={before?.group ? undefined : t('members.term.emptyHint')}
              onChange={(groupSince) => set({ groupSince })}
            />
          )}
        </div>
      )}
    </div>
  );
}
