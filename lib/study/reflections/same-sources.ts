import type { Ledger } from '../../ledger';
import type { LongText } from '../../records/kind';
import { activityName } from '../activity-name';
import { ownReflections, sharedReflections } from './reflections';
import type { SameSource } from './same-text';

/** A record with whose text a reflection is compared. */
export interface TextSource {
  kind: 'clip' | 'meeting' | 'reflection';
  id: string;
  title: string;
  /** `YYYY-MM-DD` or ''. */
  on: string;
  /** Credited source of a material. */
  from?: string;
  /** Author of a shared reflection, when it is not one's own. */
  member?: string;
}

/**
 * Texts that an author may compare with: materials, minutes, the own reflections and those that others share. Private
 * reflections of others are not among them: finding a passage in one would tell what it says.
 */
export async function* textSources(
  ledger: Ledger,
  me: string,
  except: string | undefined,
): AsyncGenerator<SameSource<TextSource>> {
  for (const { id, fields } of await ledger.list('clip')) {
    const html = (await read(ledger, fields.body)) || fields.excerpt || '';
    const { title, published, source, siteName } = fields;
    yield {
      source: { kind: 'clip', id, title, on: published?.slice(0, 10) ?? '', from: source ?? siteName },
      text: plain(html),
    };
  }
  for (const { id, fields } of await ledger.list('meeting')) {
    const text = await read(ledger, fields.minutes);
    if (text)
      yield {
        source: { kind: 'meeting', id, title: activityName(fields), on: fields.startsAt.slice(0, 10) },
        text,
      };
  }
  const shared = await sharedReflections(ledger);
  const own = await ownReflections(ledger, me);
  for (const record of [...own, ...shared.filter(({ fields }) => fields.member !== me)]) {
    const { id, fields } = record;
    if (id === except) continue;
    yield {
      source: {
        kind: 'reflection',
        id,
        title: fields.title ?? '',
        on: fields.on,
        ...(fields.member === me ? {} : { member: fields.member }),
      },
      text: await read(ledger, fields.text),
    };
  }
}

/** A text whose bytes are missing is left out: there is nothing to compare with. */
const read = async (
  ledger: Ledger,
  text: LongText | { sha256: string; size: number; type: string } | undefined,
) => {
  try {
    return await ledger.text(text);
  } catch {
    return '';
  }
};

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** The letters of sanitised HTML; spaces and paragraphs are not compared. */
const plain = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) => {
    if (name) return ENTITIES[name] ?? whole;
    return Number(code) > 0 && Number(code) < 0x110000 ? String.fromCodePoint(Number(code)) : whole;
  });
