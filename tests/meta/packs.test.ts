import { expect, test } from 'vitest';
import { developmentPack } from '../../lib/rules/development-pack';
import { nationalPack } from '../../lib/rules/packs';

test('a revised document is in force from one day, in whichever pack it is cited', async () => {
  const life = nationalPack();
  const admission = await developmentPack();
  const [, revision] = admission.editions;
  const document = admission.sources[revision!.source]!;
  const same = Object.entries(life.sources)
    .filter(([, one]) => one.document.zh === document.document.zh && one.year === document.year)
    .map(([key]) => key);
  expect(same).toHaveLength(1);
  const days = [life.votes.admission, life.votes.conversion].map(({ basis, from }) => {
    expect(basis.map(({ source }) => source)).toEqual(same);
    return from;
  });
  expect(days).toEqual([revision!.from, revision!.from]);
});
