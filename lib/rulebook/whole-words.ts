import { currentLanguage, t, tMaybe } from '../i18n';
import { type ChecklistPack, type PackText, packText } from '../rules/pack';
import type { CompanyPack } from '../rules/company-pack';
import type { DevelopmentPack } from '../rules/development-pack';
import type { WholeKind, WholePacks } from '../rules/whole';

/** Sections of a pack whose entries `packChanges` compares and `words.ts` can tell. */
export type ReadablePack = Record<string, readonly Record<string, unknown>[]>;

const join = (texts: readonly (PackText | undefined)[]): string[] =>
  texts.flatMap((text) => (text ? [packText(text, currentLanguage())] : []));

const categoryWord = (category: string): string => tMaybe(`today.category.${category}`) ?? category;

/** A pack with names in place of ids: what a person compares. */
export const readablePack = <K extends WholeKind>(pack: WholePacks[K]): ReadablePack =>
  pack.kind === 'checklist'
    ? readableChecklist(pack)
    : pack.kind === 'company'
      ? readableCompany(pack)
      : readableSteps(pack);

const said = (text: string): PackText => ({ zh: text, en: text });

const readableCompany = ({ elements, matters, partyWords, stateOwnedWords }: CompanyPack): ReadablePack => ({
  elements: elements.map(({ wording, words, ...element }) => ({ ...element, text: wording, clues: words })),
  matters: matters.map((matter) => ({ ...matter })),
  clues: [
    { id: 'partyWords', title: said(t('packs.clues.party')), clues: partyWords },
    { id: 'stateOwnedWords', title: said(t('packs.clues.stateOwned')), clues: stateOwnedWords },
  ],
});

function readableChecklist(pack: ChecklistPack): ReadablePack {
  const proofs = (code: string): string[] =>
    join(pack.recordEvidence.filter(({ item }) => item === code).map(({ reason }) => reason));
  return {
    groups: pack.groups.map(({ code, title }) => ({ id: code, title })),
    items: pack.items.map(({ code, ...item }) => ({
      id: code,
      title: { zh: code, en: code },
      ...item,
      proofs: proofs(code),
    })),
  };
}

function readableSteps(pack: DevelopmentPack): ReadablePack {
  const stepTitle = (id: string): PackText | undefined => pack.steps.find((one) => one.id === id)?.title;
  const stageTitle = (id: string): PackText | undefined => pack.stages.find((one) => one.id === id)?.title;
  const editionTitle = (id: string): PackText | undefined =>
    pack.editions.find((one) => one.id === id)?.title;
  return {
    editions: pack.editions.map(({ id, title, from }) => ({ id, title, since: from })),
    stages: pack.stages.map(({ id, title }) => ({ id, title })),
    steps: pack.steps.map(({ stage, offers, ...step }) => ({
      ...step,
      stage: stageTitle(stage) ?? stage,
      offers: offers && categoryWord(offers.category),
    })),
    checks: pack.checks.map((check) => {
      const { kind: _kind, editions, ...rest } = check;
      const ids = 'to' in check ? [check.from, check.to] : 'step' in check ? [check.step] : [];
      const { from: _from, to: _to, step: _step, of: _of, ...norm } = rest as Record<string, unknown>;
      return { ...norm, about: join(ids.map(stepTitle)), editions: join(editions.map(editionTitle)) };
    }),
  };
}

/** True when entries that both packs have stand in another order. */
export function isReordered(before: ReadablePack, after: ReadablePack): boolean {
  return Object.keys(after).some((section) => {
    const ids = (pack: ReadablePack): unknown[] => (pack[section] ?? []).map(({ id }) => id);
    const [old, now] = [ids(before), ids(after)];
    const shared = now.filter((id) => old.includes(id));
    return old.filter((id) => shared.includes(id)).join(' ') !== shared.join(' ');
  });
}
