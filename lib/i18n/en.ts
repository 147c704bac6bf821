import affairs from '../../locales/en/affairs.json';
import algorithm from '../../locales/en/algorithm.json';
import assist from '../../locales/en/assist.json';
import branch from '../../locales/en/branch.json';
import common from '../../locales/en/common.json';
import carrier from '../../locales/en/carrier.json';
import sync from '../../locales/en/sync.json';
import share from '../../locales/en/share.json';
import sharePeople from '../../locales/en/sharePeople.json';
import shareCompany from '../../locales/en/shareCompany.json';
import shareInvite from '../../locales/en/shareInvite.json';
import review from '../../locales/en/review.json';
import reviewPack from '../../locales/en/reviewPack.json';
import rollups from '../../locales/en/rollups.json';
import dues from '../../locales/en/dues.json';
import exchange from '../../locales/en/exchange.json';
import company from '../../locales/en/company.json';
import posts from '../../locales/en/posts.json';
import charter from '../../locales/en/charter.json';
import heard from '../../locales/en/heard.json';
import evidenceForm from '../../locales/en/evidenceForm.json';
import exhibits from '../../locales/en/exhibits.json';
import findings from '../../locales/en/findings.json';
import governance from '../../locales/en/governance.json';
import governanceLint from '../../locales/en/governanceLint.json';
import hours from '../../locales/en/hours.json';
import life from '../../locales/en/life.json';
import lock from '../../locales/en/lock.json';
import members from '../../locales/en/members.json';
import papers from '../../locales/en/papers.json';
import outward from '../../locales/en/outward.json';
import plan from '../../locales/en/plan.json';
import minutes from '../../locales/en/minutes.json';
import packs from '../../locales/en/packs.json';
import popup from '../../locales/en/popup.json';
import rules from '../../locales/en/rules.json';
import reader from '../../locales/en/reader.json';
import reflection from '../../locales/en/reflection.json';
import records from '../../locales/en/records.json';
import registers from '../../locales/en/registers.json';
import search from '../../locales/en/search.json';
import settings from '../../locales/en/settings.json';
import sources from '../../locales/en/sources.json';
import start from '../../locales/en/start.json';
import lists from '../../locales/en/lists.json';
import study from '../../locales/en/study.json';
import talk from '../../locales/en/talk.json';
import types from '../../locales/en/types.json';
import today from '../../locales/en/today.json';

export default {
  ...affairs,
  ...algorithm,
  ...assist,
  ...branch,
  ...common,
  ...carrier,
  ...sync,
  ...share,
  ...sharePeople,
  ...shareCompany,
  ...shareInvite,
  ...review,
  ...reviewPack,
  ...rollups,
  ...dues,
  ...exchange,
  ...company,
  ...posts,
  ...charter,
  ...heard,
  ...evidenceForm,
  ...exhibits,
  ...findings,
  ...governance,
  ...governanceLint,
  ...hours,
  ...life,
  ...lock,
  ...members,
  ...papers,
  ...outward,
  ...plan,
  ...minutes,
  ...packs,
  ...popup,
  ...rules,
  ...reader,
  ...reflection,
  ...records,
  ...registers,
  ...search,
  ...settings,
  ...sources,
  ...start,
  ...lists,
  ...study,
  ...talk,
  ...types,
  ...today,
} as Record<string, string>;
