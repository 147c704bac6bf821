import { findDates } from './dates';
import type { Line } from './lines';
import { MEDIA_NAME, NOT_A_NAME } from './vocabulary';

/** `posted @ 2021-05-06 10:10 张三 阅读(1)`: whose name stands behind the time of a post. */
export function postedBy(line: Line): string | undefined {
  if (line.stops || line.size > 90 || !/^(?:posted\s*(?:@|on)|(?:发表|发布)于)/i.test(line.text))
    return undefined;
  const date = findDates(line.gapped)[0];
  const [name = ''] = date ? line.gapped.slice(date.end).trim().split(/\s+/) : [];
  return name.length >= 2 &&
    name.length <= 16 &&
    !NOT_A_NAME.test(name) &&
    /^[\u4e00-\u9fa5A-Za-z]+$/.test(name)
    ? name
    : undefined;
}

/** `逆流的鱼 评论 某书 2020-09-30 01:15`: who reviewed what, and when. */
export function reviewer(line: Line): string | undefined {
  if (!line.between || line.stops || line.size > 80 || !findDates(line.gapped).length) return undefined;
  const name = /^([\u4e00-\u9fa5A-Za-z][\u4e00-\u9fa5A-Za-z0-9_-]{1,15})\s+(?:评论了?|点评|评价)\s/.exec(
    line.gapped,
  )?.[1];
  return name && !NOT_A_NAME.test(name) && !MEDIA_NAME.test(name) ? name : undefined;
}
