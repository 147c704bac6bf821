import affairs from '../../locales/zh-CN/affairs.json';
import algorithm from '../../locales/zh-CN/algorithm.json';
import assist from '../../locales/zh-CN/assist.json';
import branch from '../../locales/zh-CN/branch.json';
import carrier from '../../locales/zh-CN/carrier.json';
import sync from '../../locales/zh-CN/sync.json';
import share from '../../locales/zh-CN/share.json';
import sharePeople from '../../locales/zh-CN/sharePeople.json';
import shareCompany from '../../locales/zh-CN/shareCompany.json';
import shareInvite from '../../locales/zh-CN/shareInvite.json';
import review from '../../locales/zh-CN/review.json';
import reviewPack from '../../locales/zh-CN/reviewPack.json';
import rollups from '../../locales/zh-CN/rollups.json';
import dues from '../../locales/zh-CN/dues.json';
import exchange from '../../locales/zh-CN/exchange.json';
import company from '../../locales/zh-CN/company.json';
import posts from '../../locales/zh-CN/posts.json';
import charter from '../../locales/zh-CN/charter.json';
import heard from '../../locales/zh-CN/heard.json';
import evidenceForm from '../../locales/zh-CN/evidenceForm.json';
import exhibits from '../../locales/zh-CN/exhibits.json';
import findings from '../../locales/zh-CN/findings.json';
import governanceLint from '../../locales/zh-CN/governanceLint.json';
import governance from '../../locales/zh-CN/governance.json';
import hours from '../../locales/zh-CN/hours.json';
import life from '../../locales/zh-CN/life.json';
import lock from '../../locales/zh-CN/lock.json';
import members from '../../locales/zh-CN/members.json';
import papers from '../../locales/zh-CN/papers.json';
import outward from '../../locales/zh-CN/outward.json';
import plan from '../../locales/zh-CN/plan.json';
import minutes from '../../locales/zh-CN/minutes.json';
import packs from '../../locales/zh-CN/packs.json';
import popup from '../../locales/zh-CN/popup.json';
import reader from '../../locales/zh-CN/reader.json';
import reflection from '../../locales/zh-CN/reflection.json';
import records from '../../locales/zh-CN/records.json';
import registers from '../../locales/zh-CN/registers.json';
import search from '../../locales/zh-CN/search.json';
import settings from '../../locales/zh-CN/settings.json';
import sources from '../../locales/zh-CN/sources.json';
import start from '../../locales/zh-CN/start.json';
import lists from '../../locales/zh-CN/lists.json';
import study from '../../locales/zh-CN/study.json';
import talk from '../../locales/zh-CN/talk.json';
import types from '../../locales/zh-CN/types.json';

/** The words of every place but the first screen, in the source language. */
export default {
  ...affairs,
  ...algorithm,
  ...assist,
  ...branch,
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
  ...governanceLint,
  ...governance,
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
};
