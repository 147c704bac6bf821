import type { MessageKey } from '../i18n';
import type { AnyRegister } from './register';

/** A register in the list of all; its description is fetched when it is opened. */
export interface RegisterEntry {
  /** `/register?view=<key>`. */
  key: string;
  title: MessageKey;
  hint: MessageKey;
  load: () => Promise<AnyRegister>;
}

/** Every register, in the order of the list. */
export const REGISTERS: readonly RegisterEntry[] = [
  {
    key: 'meetings',
    title: 'exchange.register.meetings',
    hint: 'papers.hub.meetings',
    load: async () => (await import('./meetings')).meetingsRegister,
  },
  {
    key: 'stats',
    title: 'exchange.register.stats',
    hint: 'papers.hub.stats',
    load: async () => (await import('./stats')).statsRegister,
  },
  {
    key: 'roster',
    title: 'exchange.register.roster',
    hint: 'papers.hub.roster',
    load: async () => (await import('./grids')).rosterRegister,
  },
  {
    key: 'study',
    title: 'papers.grid.study',
    hint: 'papers.hub.study',
    load: async () => (await import('./grids')).studyRegister,
  },
  {
    key: 'hours',
    title: 'hours.register',
    hint: 'hours.registerHint',
    load: async () => (await import('./hours')).hoursRegister,
  },
  {
    key: 'education',
    title: 'lists.educationRegister',
    hint: 'lists.educationRegisterHint',
    load: async () => (await import('./education')).educationRegister,
  },
  {
    key: 'dues',
    title: 'dues.register',
    hint: 'papers.hub.dues',
    load: async () => (await import('./dues')).duesRegister,
  },
  {
    key: 'talks',
    title: 'talk.register',
    hint: 'papers.hub.talks',
    load: async () => (await import('./talks')).talksRegister,
  },
  {
    key: 'rectifications',
    title: 'affairs.rectify.register',
    hint: 'papers.hub.rectifications',
    load: async () => (await import('./affairs')).rectificationsRegister,
  },
  {
    key: 'appraisal',
    title: 'types.appraisal',
    hint: 'papers.hub.appraisal',
    load: async () => (await import('./appraisal')).appraisalRegister,
  },
  {
    key: 'requests',
    title: 'affairs.request.register',
    hint: 'papers.hub.requests',
    load: async () => (await import('./requests')).requestsRegister,
  },
  {
    key: 'honours',
    title: 'affairs.honour.register',
    hint: 'papers.hub.honours',
    load: async () => (await import('./affairs')).honoursRegister,
  },
  {
    key: 'development',
    title: 'members.dev.register',
    hint: 'papers.hub.development',
    load: async () => (await import('./members')).developmentRegister,
  },
  {
    key: 'floating',
    title: 'members.flow.title',
    hint: 'papers.hub.floating',
    load: async () => (await import('./members')).floatingRegister,
  },
  {
    key: 'terms',
    title: 'members.term.title',
    hint: 'papers.hub.terms',
    load: async () => (await import('./members')).termsRegister,
  },
  {
    key: 'matters',
    title: 'heard.register',
    hint: 'heard.registerHint',
    load: async () => (await import('./matters')).mattersRegister,
  },
];
