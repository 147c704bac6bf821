/** A superior's pack as it would be written by hand: 党课 monthly, 40 hours, minutes of a 党课, one rule of its own. */
export const district = {
  kind: 'life',
  id: 'example.district',
  title: '示例区委组织部规则包',
  issuer: '示例区委组织部',
  version: 1,
  edition: '2026-11-20',
  effective: { from: '2026-01-01', until: '2027-12-31' },
  sources: {
    plan: { document: '《示例区 2026 年基层党建工作要点》', issuer: '示例区委组织部', year: 2026 },
  },
  cadences: [
    {
      id: 'lecture',
      title: { zh: '党课', en: 'Party lecture', zhTW: '黨課' },
      types: ['lecture'],
      frequency: 'M',
      count: 1,
      applies: 'always',
      wording: '每月 1 次',
      basis: [{ source: 'plan', article: '三、（二）' }],
      confidence: 'confirmed',
    },
    {
      id: 'integrity',
      title: '廉政教育',
      types: ['themeDay', 'lecture'],
      frequency: 'H',
      count: 1,
      applies: 'always',
      wording: '每半年 1 次',
      basis: [{ source: 'education' }],
      confidence: 'practice',
    },
  ],
  thresholds: {
    creditHoursMember: {
      title: '党员每年集中学习培训学时（一般不少于）',
      value: 40,
      basis: [{ source: 'plan' }],
      confidence: 'confirmed',
    },
  },
  requiredFields: { lecture: ['endsAt', 'lecturer', 'agenda', 'minutes'] },
};

/** {@link district} as a fresh JSON value with some parts replaced. */
export const layerJson = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...structuredClone(district),
  ...change,
});
