import { useGroups } from '../ui';

/** Names of party groups by id. */
export function useGroupName(): (id: string) => string {
  const groups = useGroups();
  return (id) => groups.find((group) => group.id === id)?.fields.name ?? id;
}

export { toastUndo } from '../ui/toast-undo';
export { usePinyin } from '../ui/use-pinyin';
