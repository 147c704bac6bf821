import { describe, expect, test } from 'vitest';
import { codeProblems, undocumentedKinds } from '../../scripts/lib/rules/code.mjs';
import { layerProblems } from '../../scripts/lib/rules/layers.mjs';
import { localeProblems } from '../../scripts/lib/rules/locales.mjs';

describe('the tree keeps its own rules', () => {
  test('imports go downwards and through the doors', () => {
    expect(layerProblems()).toEqual([]);
  });

  test('no clock, console, browser or Chinese text where it does not belong; no overdue debt', () => {
    expect(codeProblems()).toEqual([]);
  });

  test('every record kind is described', () => {
    expect(undocumentedKinds()).toEqual([]);
  });

  test('texts are complete in all languages, and every one is used', () => {
    expect(localeProblems()).toEqual([]);
  });
});
