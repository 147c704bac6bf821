import branch from '../../locales/zh-CN/branch.json';
import common from '../../locales/zh-CN/common.json';
import exchange from '../../locales/zh-CN/exchange.json';
import governance from '../../locales/zh-CN/governance.json';
import life from '../../locales/zh-CN/life.json';
import popup from '../../locales/zh-CN/popup.json';
import rules from '../../locales/zh-CN/rules.json';
import settings from '../../locales/zh-CN/settings.json';
import study from '../../locales/zh-CN/study.json';
import today from '../../locales/zh-CN/today.json';

const zhCN = {
  ...branch,
  ...common,
  ...exchange,
  ...governance,
  ...life,
  ...popup,
  ...rules,
  ...settings,
  ...study,
  ...today,
};

/** Every message key, from the source language. */
export type MessageKey = keyof typeof zhCN;

export default zhCN as Record<string, string>;
