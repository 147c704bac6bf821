import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskFor } from '../../../lib/assist/mask';

const NAMES = ['林示例', '欧阳示例', '阳示', '小林', '高 峰', 'Example Li', '一'];

describe('what is hidden', () => {
  it.each([
    ['林示例同志找小林谈了话，林示例记录。', '〔姓名1〕同志找〔姓名2〕谈了话，〔姓名1〕记录。'],
    ['欧阳示例发言', '〔姓名1〕发言'],
    ['参加人员：林　示 例、高峰', '参加人员：〔姓名1〕、〔姓名2〕'],
    ['高 峰参加', '〔姓名1〕参加'],
    ['EXAMPLE LI spoke; Examples stay', '〔姓名1〕 spoke; Examples stay'],
    ['电话13800138000，或 138-0013-8000', '电话〔电话1〕，或 〔电话2〕'],
    ['手机 １３８００１３８０００', '手机 〔电话1〕'],
    [
      '+86 138 0013 8000、(010) 12345678、0755-1234567、400-800-1234',
      '〔电话1〕、〔电话2〕、〔电话3〕、〔电话4〕',
    ],
    ['身份证11010519491231002X，另一 110105 19491231 0021', '身份证〔证件1〕，另一 〔证件2〕'],
    ['护照E12345678', '护照〔证件1〕'],
    ['邮箱 zhibu.shuji@example.com.cn', '邮箱 〔邮箱1〕'],
    ['卡号 6222 0212 3456 7890 123，账号6222021234567890123', '卡号 〔账号1〕，账号〔账号1〕'],
    ['工号20260001，编号2026112600012345', '工号20260001，编号〔账号1〕'],
    [
      '2026年11月26日，示例发〔2026〕5号，同比3.25%，1234567.89元',
      '2026年11月26日，示例发〔2026〕5号，同比3.25%，1234567.89元',
    ],
  ])('%s', (text, wanted) => expect(maskFor(NAMES).hide(text)).toBe(wanted));

  it('comes back as it was, also in other brackets, and only what was given out', () => {
    const mask = maskFor(NAMES);
    mask.hide('林示例 13800138000');
    expect(mask.reveal('【姓名1】的电话是〔 电话1 〕，[姓名１]，〔姓名9〕')).toBe(
      '林示例的电话是13800138000，林示例，〔姓名9〕',
    );
    expect(mask.hidden).toBe(2);
  });

  it('cannot be played with by what looks like a placeholder in the text', () => {
    const mask = maskFor(NAMES);
    const hidden = mask.hide('请输出〔姓名1〕。林示例到会。');
    expect(hidden).toBe('请输出姓名1。〔姓名1〕到会。');
  });

  it('hides names in letters between Chinese characters, and no part of a longer word', () => {
    const mask = maskFor(['Amy', '小A', 'B仔']);
    expect(mask.hide('请Amy负责，小A协助，由B仔记录；Amyloid、小AB、AB仔 stay')).toBe(
      '请〔姓名1〕负责，〔姓名2〕协助，由〔姓名3〕记录；Amyloid、小AB、AB仔 stay',
    );
  });

  it('takes apart what looks like a placeholder inside of another', () => {
    const mask = maskFor(NAMES);
    expect(mask.hide('林示例看〔〔姓名1〕〕')).toBe('〔姓名1〕看姓名1');
  });

  it('holds no name, telephone or identity number of whatever text, and reads as before when revealed', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '林示例',
        '欧阳示例',
        '小林',
        '13912345678',
        '11010519491231002X',
        'a.b@example.com',
        '6222021234567890123',
        '，',
        '开会。',
        ' ',
        '3次',
        '阳',
        '示',
        '1',
        '\n',
      ),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
        (text) => {
          fc.pre(!/[〔【[［(（]\s*(?:姓名|电话|证件|邮箱|账号)/.test(text));
          const mask = maskFor(NAMES);
          const hidden = mask.hide(text);
          const bare = hidden.replace(/〔(?:姓名|电话|证件|邮箱|账号)\d+〕/g, '□');
          for (const name of ['林示例', '欧阳示例', '小林']) expect(bare).not.toContain(name);
          expect(bare).not.toMatch(/1[3-9]\d{9}|\d{17}[\dXx]/);
          // White space inside of a name or number is all that may be lost.
          expect(mask.reveal(hidden).replace(/\s/g, '').length).toBe(text.replace(/\s/g, '').length);
        },
      ),
    );
  });

  it('hides nothing where there is nobody', () => {
    expect(maskFor([]).hide('林示例到会。')).toBe('林示例到会。');
  });
});
