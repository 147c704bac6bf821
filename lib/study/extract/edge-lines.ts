import type { Block } from './blocks';
import { creditsIn, joinSpaced } from './credit-labels';
import { isPerson, OFFICE } from './credit-words';
import { plain } from './judge';
import { NAME } from './vocabulary';

/** `央视网消息（记者 张三）`, `示例社某地10月15日电`: where a report comes from, in a line of its own. */
const DATELINE =
  /^[\u4e00-\u9fa5A-Za-z·《》\s]{2,24}(?:(?:\d{1,2}月)?\d{1,2}日(?:电|讯|消息)\s*(?:[(【][^()【】]{2,60}[)】])?|(?:电|讯|消息)\s*[(【][^()【】]{0,20}(?:记者|通讯员|作者)[^()【】]{2,50}[)】])$/;
/** `某报全媒体记者 张三 文/图`, `作者：张三（某校教授）`. */
const WRITTEN_BY = new RegExp(
  `^[(【]?(?:[\\u4e00-\\u9fa5]{0,14}(?:记者|通讯员|评论员)\\s*[:丨|/ ]|(?:本文|特约)?(?:作者|撰文|撰稿)\\s*[:丨|/])\\s*(?:${NAME})(?:[\\s、,]+(?:${NAME}))*\\s*(?:[(][^()]{2,30}[)])?\\s*(?:文\\s*/\\s*图|图\\s*/\\s*文|文图|图文|(?:摄影)?报道)?[)】]?$`,
);
/** A summary that is marked as one, over a text. */
const SUMMARY = /^\s*[【[](?:内容)?(?:摘要|提要|核心提示)[\]】]/;

/** `某某记忆 · 第二一七期`: which one of a series it is. */
const ISSUE = /^(?:[^\s,，。(\d][^\s,，。年]{0,13})?第[〇零一二三四五六七八九十百\d]{1,6}期[^\s,，。]{0,6}$/;

/** What stands in front of a text and says who wrote it where, or what is in it. */
export function isOpeningCredit(block: Block): boolean {
  if (block.type !== 'text' || block.level) return false;
  const text = plain(block.text.slice(0, 120));
  if (block.size <= 300 && SUMMARY.test(text)) return true;
  return (
    block.size <= 70 &&
    !block.stops &&
    (DATELINE.test(text) ||
      WRITTEN_BY.test(text) ||
      (block.size <= 24 && ISSUE.test(text.replace(/\s+/g, ''))) ||
      isSignedLine(text, /^(?:author|editor|staff|source)$/))
  );
}

/** `（作者单位：某校）`, `（文中人物均为化名）`, `图片由受访者提供`: what an editor notes under a text. */
const CLOSING = new RegExp(
  [
    '^[(【]\\s*(?:本文)?(?:作者|笔者|译者)(?:单位|简介)[^。]{2,80}[)】]$',
    '^[(【]?(?:本文)?作者\\s*:[^。]{4,40}(?:教授|研究员|主任|主席|书记|院长|校长|博士|讲师)[)】]?$',
    '^[(【]?.{0,24}(?:为|用|系)化名[。]?[)】]?$',
    '^[(【]?(?:本文|文中|文内|部分|以上|题图|封面)*(?:图片|照片|配图|图|视频|插画)(?:均|皆|除.{2,12}外,?)*(?:由|来自|来源于?|源自|源于|取自|[:丨|])\\s*[^。]{1,36}[)】]?$',
    // Who published it, and the subjects of a post.
    '^[\\u4e00-\\u9fa5 、]{2,24}\\s(?:联合)?(?:出品|编发)$',
    '^(?:#[^\\s#]{1,20}#?\\s*)+$',
  ].join('|'),
);

/** Whether a block is such a note, or names who made the text. */
export const isClosing = (block: Block): boolean => {
  if (block.type !== 'text' || block.size > 90 || block.level || block.list) return false;
  const text = plain(block.text);
  return CLOSING.test(text) || isSignedLine(text, /^(?:author|editor|staff)$/);
};

/** `供稿：德育处 某记者团`, `排版：张三`: labels of those who made a text, and nothing but names behind them. */
const isSignedLine = (text: string, roles: RegExp): boolean => {
  const credits = text.length <= 60 && !/[。!?;]/.test(text) ? creditsIn(joinSpaced(text)) : [];
  return (
    credits.length > 0 &&
    credits[0]?.at === 0 &&
    credits.every(
      ({ role, signed, value }) =>
        signed && roles.test(role) && value.length >= 2 && (role === 'source' || areNames(value)),
    )
  );
};

/** Names of persons and offices; what an interviewer says behind `记者：` is none. */
const areNames = (value: string): boolean =>
  value
    .replace(/[(【][^()【】]*[)】]/g, ' ')
    .split(/[\s、,/&]+/)
    .filter(Boolean)
    .every(
      (token) =>
        isPerson(token) ||
        OFFICE.test(token) ||
        /[团组队站]$/.test(token) ||
        (token.length <= 4 && !/[你您我他她它好谢]/.test(token)),
    );
