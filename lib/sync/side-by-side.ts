/** So many files go up or come down at once. */
export const SIDE_BY_SIDE = 4;

/** Does something with each, a few at once. The first failure is thrown once those under way have ended. */
export async function sideBySide<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce = SIDE_BY_SIDE,
): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (next < items.length && !failures.length) {
      await work(items[next++] as T).catch((thrown: unknown) => failures.push(thrown));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  if (failures.length) throw failures[0];
}
