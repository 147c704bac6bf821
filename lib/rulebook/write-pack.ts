import { stringify } from 'yaml';
import { t } from '../i18n';
import type { CivilDate } from '../rules/calendar';
import type { Layer } from '../rules/editions';
import type { DuesPack } from '../rules/dues-pack';
import { HEAD_KEYS, type LifePack } from '../rules/pack';
import type { WholeKind, WholePacks } from '../rules/whole';

export type PackFormat = 'yaml' | 'json';

/** A pack as the text of a file. YAML is for people who go on writing it, JSON for policies. */
export function writePack(layer: Layer | WholePacks[WholeKind], format: PackFormat): string {
  if (format === 'json') return `${JSON.stringify(layer, null, 2)}\n`;
  const remark = t('packs.file.remark')
    .split('\n')
    .map((line) => `# ${line}`)
    .join('\n');
  // Texts must not be folded: a reader looks for a sentence in one line.
  return `${remark}\n${stringify(layer, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const sectionsOf = (pack: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(pack).filter(([key]) => !HEAD_KEYS.has(key)));

/** The rules of one day as a pack of its own: what a superior organisation starts from. */
export function templateOf(pack: LifePack, dues: DuesPack, today: CivilDate): Layer {
  const text = (key: 'packs.file.title' | 'packs.file.issuer') => ({ zh: t(key), en: t(key) });
  return {
    kind: 'life',
    id: 'local.copy',
    title: text('packs.file.title'),
    issuer: text('packs.file.issuer'),
    version: 1,
    edition: today,
    effective: { from: today },
    sources: { ...dues.sources, ...pack.sources },
    ...sectionsOf(pack),
    dues: sectionsOf(dues),
  };
}

/** A checklist or steps of admission as a pack of its own: what a superior organisation starts from. */
export function wholeTemplate(pack: WholePacks[WholeKind], today: CivilDate): WholePacks[WholeKind] {
  const issuer = { zh: t('packs.file.issuer'), en: t('packs.file.issuer') };
  const { kind, sources, ...rest } = pack;
  // The head first: it is what has to be written anew.
  return {
    kind,
    ...rest,
    id: 'local.copy',
    issuer: pack.issuer ?? issuer,
    edition: today,
    effective: { from: today },
    sources,
  } as WholePacks[WholeKind];
}
