import { expect, test } from 'vitest';
import { sources } from '../../scripts/lib/rules/source-tree.mjs';

test('the rules see the product: every place has sources, imports are resolved', () => {
  const product = sources('product');
  expect(product.length).toBeGreaterThan(50);
  const own = product.flatMap(({ imports }) => imports).filter(({ from }) => from.startsWith('.'));
  const unresolved = own.filter(({ file }) => !file || !/\.\w+$/.test(file));
  expect(unresolved.map(({ from }) => from)).toEqual([]);
});
