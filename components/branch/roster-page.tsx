import { useMemo, useState } from 'preact/hooks';
import { countCategories, rosterAt } from '../../lib/branch/members';
import { keepsRoster, seesField } from '../../lib/branch/member-visibility';
import { searchNames } from '../../lib/branch/name-search';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Member } from '../../lib/records';
import { MEMBER_CATEGORIES, PARTY_POSTS } from '../../lib/records/member';
import {
  Button,
  Card,
  Chips,
  DataTable,
  EmptyState,
  navigate,
  Page,
  Pill,
  Row,
  SearchField,
  Segments,
  SelectField,
  useGroups,
  useMembers,
  useQuery,
  useRole,
  useToday,
  useWide,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { useGroupName, usePinyin } from './hooks';
import { categoryOptions, categoryWord, memberLine, postWord, publicLine } from './words';

/** Rows shown at first and added by each press. */
const PAGE = 100;
type Shown = 'present' | 'left';

const memberRoute = (member: Rec<'member'>): string => `/branch/member/${member.id}`;

/** 党员名册: search, filter, counts; the way to the import and to every member. */
export function RosterPage() {
  const members = useMembers();
  const groups = useGroups();
  const keeps = keepsRoster(useRole());
  const today = useToday();
  const wide = useWide();
  const asked = useQuery().get('category') as Member['category'] | null;
  const [text, setText] = useState('');
  const [categories, setCategories] = useState<Member['category'][]>(asked ? [asked] : []);
  const [group, setGroup] = useState('');
  const [shown, setShown] = useState<Shown>('present');
  const pinyin = usePinyin(text !== '');
  const present = useMemo(
    () => members.filter((member) => !member.fields.leftOn || member.fields.leftOn >= today),
    [members, today],
  );
  const left = members.length - present.length;
  const ordered = useMemo(() => inOrder(members, groups), [members, groups, currentLanguage()]);
  const found = useMemo(() => {
    const isPresent = new Set(present.map((member) => member.id));
    const kept = ordered.filter(
      ({ id, fields }) =>
        isPresent.has(id) === (shown === 'present') &&
        (!categories.length || categories.includes(fields.category)) &&
        (!group || (fields.group ?? 'none') === group),
    );
    return searchNames(kept, text);
  }, [ordered, present, shown, categories, group, text, pinyin]);
  const counts = countCategories(members, today);
  const toggle = (category: Member['category']) =>
    setCategories(
      categories.includes(category)
        ? categories.filter((one) => one !== category)
        : [...categories, category],
    );

  const adding = (
    <>
      <Button small icon="upload" action="roster-import" onClick={() => navigate('/branch/roster/import')}>
        {t('branch.import')}
      </Button>
      <Button small icon="plus" label={t('branch.addMember')} onClick={() => navigate('/branch/member/new')}>
        {t('common.add')}
      </Button>
    </>
  );
  const total = t('branch.rosterCount', { count: rosterAt(members, today).length });
  const lonely = members.length <= 1;
  return (
    <Page
      title={t('branch.roster')}
      remark={wide ? total : undefined}
      back="/branch"
      actions={
        !lonely &&
        keeps && (
          <>
            <RegisterLink register="roster" small />
            {wide && adding}
          </>
        )
      }
    >
      {!lonely && !wide && keeps && <div class="flex flex-wrap gap-2">{adding}</div>}
      {lonely && (
        <EmptyState
          title={t('branch.emptyTitle')}
          action={
            <>
              <Button kind="primary" icon="upload" onClick={() => navigate('/branch/roster/import')}>
                {t('branch.import')}
              </Button>
              <Button onClick={() => navigate('/branch/member/new')}>{t('branch.addMember')}</Button>
            </>
          }
        >
          {t('branch.emptyBody')}
        </EmptyState>
      )}
      {!lonely && (
        <div
          class={`grid items-end gap-2 ${wide ? 'grid-cols-[minmax(12rem,1fr)_12rem_auto]' : groups.length ? 'grid-cols-[1fr_8.5rem]' : ''}`}
        >
          <SearchField
            label={t('common.search')}
            value={text}
            placeholder={t('branch.search')}
            onChange={setText}
          />
          {groups.length > 0 && (
            <SelectField
              label={t('branch.filterGroup')}
              value={group}
              empty={t('branch.allGroups')}
              options={[
                ...groups.map((one) => ({ value: one.id, label: one.fields.name })),
                { value: 'none', label: t('branch.noGroup') },
              ]}
              onChange={setGroup}
            />
          )}
          {left > 0 && (
            <Segments
              label={t('branch.show')}
              value={shown}
              options={[
                { value: 'present', label: t('branch.show.present') },
                { value: 'left', label: `${t('branch.show.left')} ${left}` },
              ]}
              onChange={setShown}
            />
          )}
        </div>
      )}
      {!lonely && !wide && <p class="text-meta text-ink-3">{total}</p>}
      {!lonely && shown === 'present' && (
        <Chips
          label={t('branch.filterCategory')}
          options={categoryOptions()
            .filter((option) => counts[option.value] > 0)
            .map((option) => ({
              value: option.value,
              label: t('branch.categoryCount', { category: option.label, count: counts[option.value] }),
            }))}
          selected={categories}
          onToggle={toggle}
        />
      )}
      {found.length === 0 ? (
        <EmptyState title={shown === 'left' ? t('branch.noneLeft') : t('branch.noneFound')}>
          {t('branch.noneFoundHint')}
        </EmptyState>
      ) : wide ? (
        <RosterTable members={found} searched={text !== ''} />
      ) : (
        <RosterList members={found} today={today} />
      )}
    </Page>
  );
}

/** Duties first, then by group and name: the order of a printed roster. */
function inOrder(members: readonly Rec<'member'>[], groups: readonly Rec<'partyGroup'>[]): Rec<'member'>[] {
  const collator = new Intl.Collator('zh-CN');
  const groupOrder = new Map(groups.map((group, index) => [group.id, group.fields.order ?? index]));
  const rank = ({ fields }: Rec<'member'>): number[] => [
    Math.min(...(fields.posts ?? []).map((post) => PARTY_POSTS.indexOf(post)).filter((at) => at < 6), 99),
    MEMBER_CATEGORIES.indexOf(fields.category),
    groupOrder.get(fields.group ?? '') ?? 99,
  ];
  return members
    .map((member) => ({ member, rank: rank(member) }))
    .sort((a, b) => {
      const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
      if (at >= 0) return (a.rank[at] as number) - (b.rank[at] as number);
      return collator.compare(a.member.fields.name, b.member.fields.name);
    })
    .map((entry) => entry.member);
}

function RosterList({ members, today }: { members: readonly Rec<'member'>[]; today: string }) {
  const keeps = keepsRoster(useRole());
  const groupName = useGroupName();
  const [count, setCount] = useState(PAGE);
  return (
    <>
      <Card>
        {members.slice(0, count).map((member) => (
          <Row
            key={member.id}
            to={memberRoute(member)}
            title={member.fields.name}
            meta={keeps ? memberLine(member, groupName) : publicLine(member)}
            tail={
              member.fields.inBranchFrom && member.fields.inBranchFrom > today ? (
                <Pill tone="info">{t('branch.notYet', { date: member.fields.inBranchFrom })}</Pill>
              ) : undefined
            }
          />
        ))}
      </Card>
      {members.length > count && (
        <div class="flex items-center justify-between">
          <span class="text-meta text-ink-3">
            {t('common.shownOf', { shown: count, count: members.length })}
          </span>
          <Button small onClick={() => setCount(count + PAGE)}>
            {t('common.showMore')}
          </Button>
        </div>
      )}
    </>
  );
}

function RosterTable({ members, searched }: { members: readonly Rec<'member'>[]; searched: boolean }) {
  const groupName = useGroupName();
  const role = useRole();
  const language = currentLanguage();
  const columns = useMemo(() => {
    const text = (key: keyof Member, of: (fields: Member) => string | undefined) => ({
      key,
      header: t(`branch.field.${key}` as 'branch.field.name'),
      cell: ({ fields }: Rec<'member'>) => of(fields) ?? '',
      value: ({ fields }: Rec<'member'>) => of(fields) ?? '',
    });
    return [
      {
        ...text('name', (fields) => fields.name),
        cell: ({ fields }: Rec<'member'>) => <span class="whitespace-nowrap">{fields.name}</span>,
      },
      text('category', (fields) => categoryWord(fields.category)),
      text('group', (fields) => (fields.group ? groupName(fields.group) : undefined)),
      text('posts', (fields) => fields.posts?.map(postWord).join('、')),
      text('joinedOn', (fields) => fields.joinedOn),
      text('fullSince', (fields) => fields.fullSince),
      text('birth', (fields) => fields.birth),
      text('job', (fields) => fields.job ?? fields.employer),
      text('phone', (fields) => fields.phone),
    ];
  }, [groupName, language]).filter(({ key }) => seesField(role, false, key as keyof Member));
  return (
    <DataTable
      key={searched ? 'searched' : 'all'}
      label={t('branch.roster')}
      columns={columns}
      rows={members}
      rowKey={(member) => member.id}
      onOpen={(member) => navigate(memberRoute(member))}
    />
  );
}
