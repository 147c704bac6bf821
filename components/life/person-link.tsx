import { Link, MemberName, useMembers } from '../ui';

/** A member by name, linked to the roster; a free name as it is. */
export function PersonLink({ id }: { id: string }) {
  const known = useMembers().some((member) => member.id === id);
  return known ? (
    <Link to={`/branch/member/${id}`}>
      <MemberName id={id} />
    </Link>
  ) : (
    <>{id}</>
  );
}
