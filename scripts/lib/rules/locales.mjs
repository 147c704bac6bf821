import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { sources, walk } from './source-tree.mjs';

/** Language of the source texts, and the translations. */
export const SOURCE = 'zh-CN';
export const TRANSLATIONS = ['zh-TW', 'en'];

/**
 * Beginnings of keys that are put together at run time, by `tDynamic` and `tMaybe`. A key under one of them counts
 * as used; a beginning that the code does not use any more is reported.
 */
export const COMPOSED = [
  'affairs.filter.',
  'affairs.value.',
  'algorithm.column.',
  'algorithm.chart.',
  'algorithm.detail.',
  'algorithm.figure.',
  'algorithm.means.',
  'algorithm.part.',
  'algorithm.rule.',
  'algorithm.band.',
  'algorithm.value.',
  'algorithm.why.',
  'ballot.',
  'matter.next.',
  'minutes.kind.',
  'life.count.',
  'lists.education.',
  'lists.encounter.',
  'lists.field.',
  'lists.standing.',
  'branch.field.',
  'branch.gender.',
  'branch.notKept.',
  'branch.post.',
  'branch.problem.',
  'branch.reason.',
  'branch.standing.',
  'carrier.trial.',
  'commit.',
  'common.confidence.',
  'exchange.member.',
  'exchange.resolution.',
  'exchange.role.',
  'exhibits.',
  'evidenceForm.field.',
  'evidenceForm.type.',
  'fault.',
  'findings.group.',
  'shareCompany.reads.',
  'shareCompany.role.',
  'shareInvite.role.',
  'shareInvite.state.',
  'governanceLint.do.',
  'governanceLint.rule.',
  'governanceLint.severity.',
  'governance.kind.',
  'governance.mark.',
  'governance.verdict.',
  'life.attachment.role.',
  'life.field.',
  'life.mark.',
  'life.mode.',
  'life.modeShort.',
  'life.reason.',
  'life.type.',
  'life.typeShort.',
  'life.value.',
  'life.warn.',
  'members.col.',
  'members.consent.form.',
  'members.consent.scope.',
  'members.direction.',
  'members.ended.',
  'members.field.',
  'members.finding.',
  'heard.figure.',
  'heard.order.',
  'heard.problem.',
  'heard.file.',
  'posts.changed.',
  'posts.direction.',
  'posts.figure.',
  'posts.import.state.',
  'posts.noteKind.',
  'posts.term.',
  'papers.form.',
  'review.findingState.',
  'review.risk.',
  'reviewPack.chapter.',
  'reviewPack.finding.',
  'reviewPack.standing.',
  'reviewPack.why.',
  'reviewPack.wrong.',
  'rollups.attention.',
  'rollups.figure.',
  'rollups.means.',
  'rollups.part.',
  'rollups.refused.',
  'rollups.state.',
  'papers.gap.state.',
  'papers.grade.',
  'papers.list.',
  'papers.studyState.',
  'members.when.',
  'dues.method.',
  'notice.channel.',
  'notice.how.',
  'notice.kind.',
  'notice.wording.',
  'reader.fact.',
  'record.',
  'packs.fact.',
  'packs.section.',
  'packs.value.',
  'rules.frequency.',
  'rules.vote.',
  'settings.field.',
  'settings.kind.',
  'settings.language.',
  'settings.policy.',
  'share.action.',
  'share.address.',
  'share.event.',
  'share.heldWhy.',
  'share.line.',
  'sharePeople.reads.',
  'sharePeople.role.',
  'share.save.',
  'share.secret.',
  'share.sort.',
  'share.sortHint.',
  'share.user.',
  'share.withheldWhy.',
  'talk.occasion.',
  'today.category.',
  'today.draft.',
  'today.form.',
  'today.language.',
  'today.role.',
  'today.type.',
  'types.beside.',
  'types.grade.',
  'types.gradeShort.',
  'types.rectify.state.',
];

/** Keys whose beginning is put together too: the names of a record's fields, by place. */
const COMPOSED_BY_PLACE = ['governance.field.', 'plan.field.', 'settings.field.'];

/**
 * One language: every key with the file it is in.
 * @param {string} language
 * @returns {Map<string, { text: string, file: string }>}
 */
export function readCatalog(language) {
  const folder = join('locales', language);
  const keys = new Map();
  for (const name of readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.json'))) {
    const file = `${folder}/${name}`;
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(join(ROOT, file), 'utf8')))) {
      keys.set(key, { text: String(text), file });
    }
  }
  return keys;
}

/**
 * Everything that is wrong with the texts, as `file key what to do`.
 * @returns {string[]}
 */
export function localeProblems() {
  const source = readCatalog(SOURCE);
  return [
    ...TRANSLATIONS.flatMap((language) => compare(source, readCatalog(language), language)),
    ...misread(),
    ...usageProblems(source),
  ];
}

/** Where the conversion by character takes the wrong one of two that are written alike in simplified Chinese. */
const MISREAD = /(?<!標)籤|錶|采[納用]|天后|[日本”]里/;

const misread = () =>
  [...readCatalog('zh-TW')]
    .filter(([, { text }]) => MISREAD.test(text))
    .map(
      ([key, { text, file }]) =>
        `${file} ${key} has ${text.match(MISREAD)?.[0]}; put it into CORRECTIONS and run npm run locales`,
    );

/** The plural variant exists beside its key in the languages that have one. */
const PLURAL = /\.one$/;

/**
 * @param {ReturnType<typeof readCatalog>} source
 * @param {ReturnType<typeof readCatalog>} other
 * @param {string} language
 */
function compare(source, other, language) {
  const problems = [];
  const cure = language === 'en' ? 'translate it' : 'run npm run locales';
  for (const [key, { text, file }] of source) {
    const translated = other.get(key);
    if (!translated) problems.push(`${file.replace(SOURCE, language)} ${key} is missing; ${cure}`);
    else if (!translated.text.trim() && text.trim())
      problems.push(`${translated.file} ${key} is empty; ${cure}`);
    else if (placeholders(text) !== placeholders(translated.text)) {
      problems.push(
        `${translated.file} ${key} has the placeholders ${placeholders(translated.text) || 'none'}, the source ${placeholders(text) || 'none'}`,
      );
    }
  }
  for (const [key, { file }] of other) {
    if (!source.has(key) && !(PLURAL.test(key) && source.has(key.replace(PLURAL, '')))) {
      problems.push(`${file} ${key} is not in ${SOURCE}; remove it`);
    }
  }
  return problems;
}

/** @param {string} text */
const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ');

/** @param {ReturnType<typeof readCatalog>} source */
function usageProblems(source) {
  const { literals, beginnings, checked, faults, labels } = usedInCode();
  const problems = [];
  const known = [...COMPOSED, ...COMPOSED_BY_PLACE, ...checked];
  for (const [key, { file }] of source) {
    if (literals.has(key) || known.some((start) => key.startsWith(start))) continue;
    if (PLURAL.test(key) && source.has(key.replace(PLURAL, ''))) continue;
    problems.push(
      `${file} ${key} is used nowhere; remove it, or name its beginning in scripts/lib/rules/locales.mjs`,
    );
  }
  for (const [beginning, place] of beginnings) {
    if (COMPOSED.some((start) => beginning.startsWith(start))) continue;
    problems.push(
      `${place} composes keys from ${beginning}…; name that beginning in scripts/lib/rules/locales.mjs`,
    );
  }
  for (const start of COMPOSED) {
    if (![...beginnings.keys()].some((beginning) => beginning.startsWith(start))) {
      problems.push(`scripts/lib/rules/locales.mjs ${start} is composed nowhere any more; remove it`);
    }
  }
  for (const [code, place] of faults) {
    for (const key of [`fault.${code}`, `fault.${code}.do`]) {
      if (!source.has(key)) problems.push(`${place} throws ${code} without a text; add ${key}`);
    }
  }
  for (const [label, place] of labels) {
    if (!source.has(`commit.${label}`))
      problems.push(`${place} commits as ${label} without a text; add commit.${label}`);
  }
  for (const key of source.keys()) {
    const code = /^fault\.(E\d+)$/.exec(key)?.[1];
    if (code && !faults.has(code))
      problems.push(`${source.get(key)?.file} ${key} belongs to a fault that nothing throws; remove it`);
  }
  return problems;
}

/** What the code says about keys: whole ones, beginnings of composed ones, fault codes, labels of commits. */
function usedInCode() {
  /** @type {Set<string>} */
  const literals = new Set();
  /** @type {Map<string, string>} */
  const beginnings = new Map();
  /** @type {Set<string>} */
  const checked = new Set();
  /** @type {Map<string, string>} */
  const faults = new Map();
  /** @type {Map<string, string>} */
  const labels = new Map();
  for (const { path, program, line } of sources('product')) {
    walk(program, (node, parents) => {
      const place = `${path}:${line(node.start)}`;
      if (node.type === 'Literal' && typeof node.value === 'string') {
        literals.add(node.value);
        if (/^E\d{3}$/.test(node.value)) faults.set(node.value, place);
      }
      if (node.type === 'TemplateLiteral' && node.expressions.length) {
        const start = node.quasis[0].value.raw;
        const call = parents.at(-1);
        const isUnchecked =
          call?.type === 'CallExpression' && /^(tDynamic|tMaybe)$/.test(call.callee.name ?? '');
        if (isUnchecked && start) beginnings.set(start, place);
        // `t()` takes only keys that exist, composed or not, and so does a variable of type MessageKey.
        else if (/^[a-z]\w*\.[\w.]*$/.test(start)) checked.add(start);
      }
      if (node.type === 'Property' && node.key.name === 'label' && isCommitOption(parents)) {
        if (node.value.type === 'Literal') labels.set(node.value.value, place);
      }
    });
  }
  return { literals, beginnings, checked, faults, labels };
}

/**
 * Whether a property stands in the options of a call to `….commit(writes, { … })`.
 * @param {any[]} parents
 */
function isCommitOption(parents) {
  const call = parents.at(-2);
  return call?.type === 'CallExpression' && call.callee.property?.name === 'commit';
}
