import affairs from '../../locales/zh-TW/affairs.json';
import algorithm from '../../locales/zh-TW/algorithm.json';
import assist from '../../locales/zh-TW/assist.json';
import branch from '../../locales/zh-TW/branch.json';
import common from '../../locales/zh-TW/common.json';
import carrier from '../../locales/zh-TW/carrier.json';
import sync from '../../locales/zh-TW/sync.json';
import share from '../../locales/zh-TW/share.json';
import sharePeople from '../../locales/zh-TW/sharePeople.json';
import shareCompany from '../../locales/zh-TW/shareCompany.json';
import shareInvite from '../../locales/zh-TW/shareInvite.json';
import review from '../../locales/zh-TW/review.json';
import reviewPack from '../../locales/zh-TW/reviewPack.json';
import rollups from '../../locales/zh-TW/rollups.json';
import dues from '../../locales/zh-TW/dues.json';
import exchange from '../../locales/zh-TW/exchange.json';
import company from '../../locales/zh-TW/company.json';
import posts from '../../locales/zh-TW/posts.json';
import charter from '../../locales/zh-TW/charter.json';
import heard from '../../locales/zh-TW/heard.json';
import evidenceForm from '../../locales/zh-TW/evidenceForm.json';
import exhibits from '../../locales/zh-TW/exhibits.json';
import findings from '../../locales/zh-TW/findings.json';
import governance from '../../locales/zh-TW/governance.json';
import governanceLint from '../../locales/zh-TW/governanceLint.json';
import hours from '../../locales/zh-TW/hours.json';
import life from '../../locales/zh-TW/life.json';
import lock from '../../locales/zh-TW/lock.json';
import members from '../../locales/zh-TW/members.json';
import papers from '../../locales/zh-TW/papers.json';
import outward from '../../locales/zh-TW/outward.json';
import plan from '../../locales/zh-TW/plan.json';
import minutes from '../../locales/zh-TW/minutes.json';
import packs from '../../locales/zh-TW/packs.json';
import popup from '../../locales/zh-TW/popup.json';
import rules from '../../locales/zh-TW/rules.json';
import reader from '../../locales/zh-TW/reader.json';
import reflection from '../../locales/zh-TW/reflection.json';
import records from '../../locales/zh-TW/records.json';
import registers from '../../locales/zh-TW/registers.json';
import search from '../../locales/zh-TW/search.json';
import settings from '../../locales/zh-TW/settings.json';
import sources from '../../locales/zh-TW/sources.json';
import start from '../../locales/zh-TW/start.json';
import lists from '../../locales/zh-TW/lists.json';
import study from '../../locales/zh-TW/study.json';
import talk from '../../locales/zh-TW/talk.json';
import types from '../../locales/zh-TW/types.json';
import today from '../../locales/zh-TW/today.json';

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
