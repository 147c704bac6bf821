import { postsOn, type RosterMember } from '../branch/terms';

/** What a person is to a reader of exhibits; committee members, members and others are told apart by number. */
export type PersonRole = 'secretary' | 'deputySecretary' | 'committee' | 'member' | 'person' | 'outside';

/** What stands in a text in the place of a name. */
const WORDS: Record<PersonRole, string> = {
  secretary: '书记',
  deputySecretary: '副书记',
  committee: '委员',
  member: '党员',
  person: '人员',
  outside: '支部外人员',
};

/** Roles of which there may be several. */
const NUMBERED: readonly PersonRole[] = ['committee', 'member', 'person'];
const COMMITTEE = ['organization', 'publicity', 'discipline', 'committeeMember'];

/** What somebody of the roster was on a day. */
export function roleOn(member: RosterMember, day: string): PersonRole {
  const posts: readonly string[] = postsOn(member, day);
  if (posts.includes('secretary')) return 'secretary';
  if (posts.includes('deputySecretary')) return 'deputySecretary';
  if (posts.some((post) => COMMITTEE.includes(post))) return 'committee';
  return ['full', 'probationary'].includes(member.fields.category) ? 'member' : 'person';
}

/**
 * Puts roles in the place of names within one exhibit. The same person has the same number throughout it, counted in
 * the order in which people come up; the next exhibit counts anew, so that numbers tie nobody across records.
 */
export class Roles {
  readonly #byId: ReadonlyMap<string, RosterMember>;
  readonly #byName: ReadonlyMap<string, RosterMember>;
  readonly #names: RegExp | undefined;
  readonly #day: string;
  readonly #codes = new Map<string, string>();
  readonly #counts = new Map<PersonRole, number>();

  constructor(roster: readonly RosterMember[], day: string) {
    this.#day = day;
    this.#byId = new Map(roster.map((member) => [member.id, member]));
    const named = roster.flatMap((member) =>
      [member.fields.name, ...(member.fields.aliases ?? [])].map((name) => [name, member] as const),
    );
    // A single character is in every other word; of two people of one name the first stands for both.
    const usable = named.filter(([name]) => name.length > 1).sort(([a], [b]) => b.length - a.length);
    this.#byName = new Map(usable.toReversed());
    const parts = usable.map(([name]) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.#names = parts.length ? new RegExp(parts.join('|'), 'g') : undefined;
  }

  /** The code of a person given as member id or free name: `secretary`, `member:2`, `outside`. */
  code(person: string): string {
    const member = this.#byId.get(person) ?? this.#byName.get(person);
    if (!member) return 'outside';
    const known = this.#codes.get(member.id);
    if (known !== undefined) return known;
    const role = roleOn(member, this.#day);
    const count = (this.#counts.get(role) ?? 0) + 1;
    this.#counts.set(role, count);
    const code = NUMBERED.includes(role) ? `${role}:${count}` : role;
    this.#codes.set(member.id, code);
    return code;
  }

  /** A text without the names of the roster. */
  text(text: string): string {
    if (!this.#names) return text;
    return text.replace(this.#names, (name) => {
      const [role = 'outside', number = ''] = this.code(name).split(':');
      return `${WORDS[role as PersonRole]}${number}`;
    });
  }
}
