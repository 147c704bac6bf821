import type { Scan } from './blocks';
import type { Dom } from './dom';
import { plain } from './judge';
import { metaOf, type Structured } from './structured';

const LD_LIMIT = 200_000;
/** Seconds of the longest video that is believed. */
const LONGEST = 24 * 3600;
const LENGTH =
  /(?:时长|片长|时间长度)\s*[:：]?\s*((?:\d{1,2}:)?\d{1,2}:\d{2}|\d{1,3}\s*分(?:钟)?(?:\s*\d{1,2}\s*秒)?)/;
const INTRO = /^(?:视频|节目|内容|本期)?(?:简介|介绍|概要)\s*[:：]\s*(.{8,})$/;

/** What a page that shows a video says of it; `words` is its description. */
export interface VideoPage {
  seconds?: number;
  words: string;
}

/**
 * What a video page says of its video. Asked only where no article was found: a text with a video in it is a text.
 * Undefined for pages that show none.
 */
export function readVideo(
  dom: Dom,
  document: Document,
  structured: Structured,
  page: Scan,
): VideoPage | undefined {
  const stated = metaOf(structured, 'og:type')?.startsWith('video') ?? false;
  const data = linkedVideo(dom, document);
  const shown = dom.all(document, 'video,[itemtype*="VideoObject"]').length > 0;
  if (!stated && !data && !shown) return undefined;
  let seconds =
    secondsOf(metaOf(structured, 'og:video:duration', 'video:duration', 'duration')) ??
    secondsOf(data?.duration);
  let intro = '';
  for (const block of page.blocks.slice(0, 2000)) {
    if (block.type !== 'text') continue;
    const text = plain(block.text);
    seconds ??= text.length < 200 ? secondsOf(LENGTH.exec(text)?.[1]) : undefined;
    intro ||= INTRO.exec(text)?.[1] ?? '';
  }
  const words = intro || data?.description || metaOf(structured, 'description', 'og:description') || '';
  return { words: words.trim().slice(0, 4000), ...(seconds === undefined ? {} : { seconds }) };
}

function linkedVideo(dom: Dom, document: Document): { duration?: string; description?: string } | undefined {
  for (const script of dom.all(document, 'script[type="application/ld+json"]').slice(0, 20)) {
    const text = dom.text(script);
    if (text.length > LD_LIMIT || !text.includes('VideoObject')) continue;
    try {
      const root: unknown = JSON.parse(text.replace(/[\u0000-\u001f]+/g, ' '));
      const graph = [root, (root as Record<string, unknown> | null)?.['@graph']].flat(2) as Record<
        string,
        unknown
      >[];
      const video = graph.find((item) => String(item?.['@type']).includes('VideoObject'));
      if (video)
        return { duration: String(video.duration ?? ''), description: String(video.description ?? '') };
    } catch {
      // Broken data says nothing.
    }
  }
  return undefined;
}

/** Seconds of `200`, `PT3M20S`, `03:20` or `3分20秒`. */
function secondsOf(value: string | undefined): number | undefined {
  const text = value?.trim() ?? '';
  const iso = /^P(?:T(?=\d))?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?$/i.exec(text);
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/.exec(text);
  const words = /^(\d{1,3})\s*分(?:钟)?(?:\s*(\d{1,2})\s*秒)?$/.exec(text);
  const sum = (hours = '0', minutes = '0', seconds = '0'): number =>
    Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const found = /^\d{1,5}$/.test(text)
    ? Number(text)
    : iso
      ? sum(iso[1], iso[2], iso[3])
      : clock
        ? sum(clock[1], clock[2], clock[3])
        : words
          ? sum('0', words[1], words[2])
          : 0;
  return found > 0 && found < LONGEST ? found : undefined;
}
