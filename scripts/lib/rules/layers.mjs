import { placeOf, sources } from './source-tree.mjs';

/** Floors of the house, top first. A file imports from its own floor or from lower ones. */
const FLOORS = [
  ['entrypoints'],
  ['components/*'],
  ['lib/sample'],
  [
    'lib/life',
    'lib/notice',
    'lib/reentry',
    'lib/study',
    'lib/assist',
    'lib/governance',
    'lib/review',
    'lib/company',
    'lib/algorithm',
    'lib/lint',
    'lib/branch',
    'lib/dues',
    'lib/rulebook',
    'lib/members',
    'lib/papers',
    'lib/registers',
    'lib/plan',
    'lib/requests',
    'lib/yearly',
    'lib/search',
    'lib/share',
    'lib/rollups',
    'lib/exchange',
    'lib/sync',
  ],
  ['lib/ledger', 'lib/platform', 'lib/carrier'],
  ['lib/rules', 'lib/verify'],
  ['lib/records', 'lib/i18n'],
];

/** Places of the screen that may use another place's parts, beside `components/ui`, which everybody may use. */
const MAY_USE = new Map([
  ['components/shell', ['*']],
  // Wherever a record is shown, the items that it proves are offered; an activity is put into the superior's forms.
  // What members write about it is listed there.
  // Minutes show their main points, as clips do.
  [
    'components/life',
    ['components/governance', 'components/papers', 'components/study', 'components/assist'],
  ],
  // A clip shows its main points.
  ['components/study', ['components/governance', 'components/assist']],
  // The first run offers to restore a backup instead of starting empty.
  // A member's page shows what its branch keeps of that member over the years.
  ['components/branch', ['components/settings', 'components/members', 'components/dues']],
  // Requests are printed, listed and proved as the records of organisation life are.
  ['components/affairs', ['components/life', 'components/governance']],
  // Lists and micro-lessons are made of study material, and leave as records of organisation life do.
  ['components/lists', ['components/study', 'components/life']],
  // A reflection is printed as the records of organisation life are, and may prove an item.
  ['components/reflection', ['components/life', 'components/governance']],
  // Arrears stand among what is asked about.
  // 今日 of who has no branch shows a company's checklist.
  ['components/today', ['components/dues', 'components/governance', 'components/review']],
  // Whatever is found opens where the history opens it.
  ['components/search', ['components/settings', 'components/assist']],
  ['components/settings', ['components/assist']],
  // What was reviewed is handed over from the checklist.
  ['components/governance', ['components/review']],
  // What the organisation requires of the lock is read as in 设置; a locked popup shows the one lock screen.
  ['components/lock', ['components/settings']],
  ['components/popup', ['components/lock']],
  // What waits for a decision opens where the history opens it; the organisation's presets are shown as in 设置.
  // The sheet of a recovery key is printed as registers are.
  ['components/share', ['components/settings', 'components/life']],
  // What was counted is printed as records are.
  ['components/algorithm', ['components/life']],
  // The matrix belongs to the checklist of the company, proves its items, and is printed as registers are.
  ['components/company', ['components/governance', 'components/life']],
  // What branches reported is printed as registers are.
  ['components/rollups', ['components/life']],
  // Registers of every place are printed alike.
  ['components/members', ['components/life']],
  ['components/registers', ['components/life']],
]);

/** Places with rooms: folders inside that import each other, but in no circle. */
const ROOMED = new Set(['lib/study']);

/** Packages that belong behind one door. */
const DOORS = [
  {
    packages: /^(dexie|dexie-.*)$/,
    inside: /^lib\/ledger\//,
    lesson: 'storage is reached through lib/ledger alone; add what you need to its public face',
  },
  {
    packages: /^wxt\/browser$/,
    inside: /^(lib\/platform|entrypoints)\//,
    lesson: 'the browser is reached through lib/platform alone; put the call there and import that',
  },
  {
    packages: /^(preact|preact\/.*|@preact\/.*)$/,
    inside: /^(components|entrypoints)\//,
    lesson: 'lib knows no screen; move what draws to components and keep the logic here',
  },
];

/** @param {string} place */
function floorOf(place) {
  return FLOORS.findIndex((floor) =>
    floor.some((name) => name === place || (name.endsWith('/*') && place.startsWith(name.slice(0, -1)))),
  );
}

/**
 * Every import that breaks the order of the house, as `file:line what and where it belongs`.
 * @returns {string[]}
 */
export function layerProblems() {
  const problems = [];
  for (const source of sources('product')) {
    const place = placeOf(source.path);
    const floor = floorOf(place);
    if (floor < 0) {
      problems.push(`${source.path}:1 ${place} has no floor; name it in scripts/lib/rules/layers.mjs`);
      continue;
    }
    for (const one of source.imports) {
      const lesson = one.file ? wrongWay(place, floor, one.file) : wrongDoor(source.path, one.from);
      if (lesson) problems.push(`${source.path}:${one.line} imports ${one.from}: ${lesson}`);
    }
  }
  return [...problems, ...circles()];
}

/**
 * @param {string} place
 * @param {number} floor
 * @param {string} file
 */
function wrongWay(place, floor, file) {
  const target = placeOf(file);
  if (target.startsWith('locales/'))
    return place === 'lib/i18n' ? '' : 'texts are reached through t() of lib/i18n';
  if (target === place || file === 'package.json') return '';
  if (target === 'entrypoints')
    return 'nothing imports from entrypoints; move the shared part to lib or components';
  const lower = floorOf(target);
  if (lower < 0) return `${target} is no place of the product`;
  if (lower < floor)
    return `${target} is a floor above ${place}; move the shared part down, or pass it in as an argument`;
  if (place === 'lib/exchange' && lower === floor)
    return 'exchange knows files, not capabilities; the capability calls exchange';
  if (place.startsWith('components/') && target.startsWith('components/') && target !== 'components/ui') {
    const allowed = MAY_USE.get(place) ?? [];
    if (place === 'components/ui') return 'ui holds small parts without a place; move what both need into ui';
    if (!allowed.includes('*') && !allowed.includes(target)) {
      return `places do not use each other; move the shared part to components/ui, or allow it in scripts/lib/rules/layers.mjs`;
    }
  }
  if (file.startsWith('lib/ledger/') && file !== 'lib/ledger/index.ts')
    return 'import from lib/ledger, its public face';
  return '';
}

/**
 * @param {string} path
 * @param {string} from
 */
function wrongDoor(path, from) {
  const door = DOORS.find(({ packages }) => packages.test(from));
  return door && !door.inside.test(path) ? door.lesson : '';
}

/**
 * Folders, rooms, and files, that import each other in a circle. Lazy and type-only imports make no circle of files.
 */
function circles() {
  /** @type {Map<string, Set<string>>} */
  const places = new Map();
  /** @type {Map<string, Set<string>>} */
  const rooms = new Map();
  /** @type {Map<string, Set<string>>} */
  const files = new Map();
  for (const { path, imports } of sources('product')) {
    for (const { file, lazy, typeOnly } of imports) {
      if (!file) continue;
      if (placeOf(file) !== placeOf(path)) add(places, placeOf(path), placeOf(file));
      const [from, to] = [roomOf(path), roomOf(file)];
      if (from && to && from !== to && placeOf(file) === placeOf(path)) add(rooms, from, to);
      if (!lazy && !typeOnly) add(files, path, file);
    }
  }
  return [circle(places), circle(rooms), circle(files)].flatMap((names) =>
    names
      ? [`${names[0]} imports itself in a circle: ${names.join(' → ')}; move the shared part below both`]
      : [],
  );
}

/**
 * The room of a file in a place that has rooms: `lib/study/clip`; '' for what lies beside the rooms.
 * @param {string} path
 */
function roomOf(path) {
  const parts = path.split('/');
  return ROOMED.has(placeOf(path)) && parts.length > 3 ? parts.slice(0, 3).join('/') : '';
}

/**
 * @param {Map<string, Set<string>>} graph
 * @param {string} from
 * @param {string} to
 */
function add(graph, from, to) {
  graph.set(from, (graph.get(from) ?? new Set()).add(to));
}

/**
 * The first circle of a graph, its start repeated at the end.
 * @param {Map<string, Set<string>>} graph
 * @returns {string[] | undefined}
 */
function circle(graph) {
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const trail = [];
  /** @type {(name: string) => string[] | undefined} */
  const follow = (name) => {
    const seen = trail.indexOf(name);
    if (seen >= 0) return [...trail.slice(seen), name];
    if (done.has(name)) return undefined;
    trail.push(name);
    for (const next of graph.get(name) ?? []) {
      const found = follow(next);
      if (found) return found;
    }
    trail.pop();
    done.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const found = follow(name);
    if (found) return found;
  }
  return undefined;
}
