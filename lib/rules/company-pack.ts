import * as z from 'zod/mini';
import { checkSources, grounded, head, packTextSchema, parse, unique } from './pack';

const element = z.object({
  id: z.string(),
  title: packTextSchema,
  /** What a clause that covers it says. */
  wording: packTextSchema,
  /** A clause on the Party organisation with one of these words is suggested to cover it. */
  words: z.array(z.string()).check(z.minLength(1)),
  ...grounded,
});
/** One thing that the Party-building part of a charter is expected to say. Advised in private companies. */
export type CharterElement = z.infer<typeof element>;

const offered = z.object({ id: z.string(), category: packTextSchema, title: packTextSchema, ...grounded });
/** One line of the 议事清单 that is offered to begin with. */
export type OfferedMatter = z.infer<typeof offered>;

/** What is expected of a charter, and the 议事清单 that is offered to begin with. */
export const companyPackSchema = z.object({
  kind: z.literal('company'),
  ...head,
  /** Words by which a clause on the Party organisation is known. */
  partyWords: z.array(z.string()).check(z.minLength(1)),
  /** What only the rules of state-owned enterprises speak of: a private company writes it on purpose or not at all. */
  stateOwnedWords: z.array(z.string()),
  elements: z.array(element),
  matters: z.array(offered),
});
export type CompanyPack = z.infer<typeof companyPackSchema>;

/** Parses a pack of what is expected of a company. Refused whole when one entry is wrong: Fault E810 with its path. */
export function loadCompanyPack(json: unknown): CompanyPack {
  const parsed = parse(companyPackSchema, json);
  unique(parsed.elements, 'elements', ({ id }) => id);
  unique(parsed.matters, 'matters', ({ id }) => id);
  checkSources(parsed);
  return parsed;
}

let pack: Promise<CompanyPack> | undefined;

/** The built-in pack, fetched when first needed. @throws Fault E810. */
export const companyPack = (): Promise<CompanyPack> =>
  (pack ??= import('./packs/company.json').then((module) => loadCompanyPack(module.default)));
