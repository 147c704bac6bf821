import {
  fingerprint,
  holds,
  openPackZip,
  PACK_FILES,
  type PackVerdict,
  verifyPack,
  ZipProblem,
} from '../lib/verify';
import {
  accusationText,
  type Language,
  packProblemText,
  whyText,
  word,
  type WORDS,
  zipProblemText,
} from './words';

type Outcome =
  | { kind: 'none' }
  | { kind: 'work'; name: string; percent: number }
  | { kind: 'refused'; name: string; problem?: ZipProblem }
  | { kind: 'done'; name: string; verdict: PackVerdict; print: string };

let language: Language = /^zh/i.test(navigator.language) ? 'zh' : 'en';
let outcome: Outcome = { kind: 'none' };
let turn = 0;

const root = document.getElementById('out') as HTMLElement;

function element(tag: string, text?: string, className?: string): HTMLElement {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

const say = (name: keyof typeof WORDS): string => word(name, language);

function draw(): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = say('title');
  for (const one of Array.from(document.querySelectorAll<HTMLElement>('[data-word]')))
    one.textContent = say(one.dataset.word as keyof typeof WORDS);
  const other = document.getElementById('language') as HTMLButtonElement;
  other.textContent = word('other', language === 'zh' ? 'en' : 'zh');
  other.lang = language === 'zh' ? 'en' : 'zh-CN';
  root.textContent = '';
  if (outcome.kind === 'work') drawWork(outcome);
  if (outcome.kind === 'refused') drawRefused(outcome);
  if (outcome.kind === 'done') drawVerdict(outcome);
}

function drawWork({ name, percent }: { name: string; percent: number }): void {
  root.append(element('p', `${say('working')}：${name}　${percent}%`));
  const bar = document.createElement('progress');
  bar.max = 100;
  bar.value = percent;
  bar.setAttribute('aria-label', say('working'));
  root.append(bar);
}

function headline(state: 'ok' | 'bad', text: string, name: string, means: string): void {
  const box = element('section', undefined, `verdict ${state}`);
  box.dataset.verdict = state;
  box.append(
    element('h2', `${state === 'ok' ? '✓' : '✕'} ${text}`),
    element('p', name, 'name'),
    element('p', means),
  );
  root.append(box);
}

function drawRefused({ name, problem }: { name: string; problem?: ZipProblem }): void {
  const means = problem ? zipProblemText(problem.reason, problem.path, language) : say('readFailed');
  headline('bad', say('unreadable'), name, means);
}

function part(title: keyof typeof WORDS, note?: keyof typeof WORDS): HTMLElement {
  const box = element('section');
  box.append(element('h3', say(title)));
  if (note) box.append(element('p', say(note), 'note'));
  root.append(box);
  return box;
}

function list(lines: readonly string[]): HTMLElement {
  const all = element('ul');
  // A wholly forged pack has thousands; the first ones say enough.
  for (const line of lines.slice(0, 500)) all.append(element('li', line));
  if (lines.length > 500) all.append(element('li', `… + ${lines.length - 500}`));
  return all;
}

/** What does not hold, in sentences. */
export function problemLines(verdict: PackVerdict, at: Language): string[] {
  const codes = new Map(verdict.items.map(({ record, code, period }) => [record, `${code} ${period}`]));
  const codeOf = (item: string): string => codes.get(item) ?? item.slice(0, 8);
  return [
    ...verdict.problems.map((problem) => packProblemText(problem, at)),
    ...verdict.accusations.map((one) => accusationText(one, at, codeOf, verdict.owners)),
  ];
}

function facts(pairs: readonly [string, string][]): HTMLElement {
  const all = element('dl');
  for (const [name, value] of pairs) all.append(element('dt', name), element('dd', value));
  return all;
}

function drawVerdict({ name, verdict, print }: { name: string; verdict: PackVerdict; print: string }): void {
  const isWhole = holds(verdict);
  headline(
    isWhole ? 'ok' : 'bad',
    say(isWhole ? 'holds' : 'fails'),
    name,
    say(isWhole ? 'holdsMeans' : 'failsMeans'),
  );
  const lines = problemLines(verdict, language);
  if (lines.length) {
    const box = part('problems');
    box.dataset.problems = String(lines.length);
    box.append(list(lines));
  }
  const { manifest, signers } = verdict;
  if (!manifest) return;
  if (manifest.reduced) root.append(element('p', say('reduced'), 'note boxed'));
  const signing = part('signers', 'compare');
  for (const signer of signers) {
    const row = element('div', undefined, 'signer');
    row.append(
      element('strong', signer.name || signer.member.slice(0, 8)),
      element(
        'span',
        [say('signed').replace('{n}', String(signer.reviews)), signer.made ? say('maker') : '']
          .filter(Boolean)
          .join(' · '),
        'note',
      ),
      element('code', signer.fingerprint),
    );
    signing.append(row);
  }
  part('about', 'clock').append(
    facts([
      [say('company'), manifest.company.name],
      [say('made'), new Date(manifest.made).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB')],
      [say('madeBy'), manifest.by.name],
      [say('packPrint'), print],
      [say('files'), String(manifest.files.length)],
      [say('items'), String(verdict.items.length)],
      [say('reviews'), String(verdict.reviews.length)],
    ]),
  );
  const left = verdict.items.flatMap(({ code, period, files }) =>
    files
      .filter(({ path }) => path === undefined)
      .map(({ sha256, why }) => `${code} ${period} · ${sha256.slice(0, 16)} · ${whyText(why, language)}`),
  );
  if (left.length) part('left', 'leftMeans').append(list(left));
}

async function examineFile(file: File): Promise<void> {
  turn += 1;
  const own = turn;
  const show = (next: Outcome): void => {
    if (own !== turn) return;
    outcome = next;
    draw();
  };
  const { name } = file;
  show({ kind: 'work', name, percent: 0 });
  let shown = 0;
  try {
    const reader = await openPackZip(file);
    const verdict = await verifyPack(reader, {
      onProgress: (done, of) => {
        const percent = Math.floor((100 * done) / Math.max(of, 1));
        if (percent !== shown) show({ kind: 'work', name, percent: (shown = percent) });
      },
    });
    const print = verdict.manifest ? fingerprint(await reader.hash(PACK_FILES.manifest)) : '';
    show({ kind: 'done', name, verdict, print });
  } catch (thrown) {
    show({ kind: 'refused', name, problem: thrown instanceof ZipProblem ? thrown : undefined });
  }
}

const picker = document.getElementById('file') as HTMLInputElement;
(document.getElementById('choose') as HTMLButtonElement).addEventListener('click', () => picker.click());
(document.getElementById('language') as HTMLButtonElement).addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  draw();
});
picker.addEventListener('change', () => {
  const file = picker.files?.[0];
  picker.value = '';
  if (file) void examineFile(file);
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('over');
});
document.addEventListener('dragleave', () => document.body.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('over');
  const file = event.dataTransfer?.files[0];
  if (file) void examineFile(file);
});
draw();
