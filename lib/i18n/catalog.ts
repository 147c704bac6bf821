import common from '../../locales/zh-CN/common.json';
import rules from '../../locales/zh-CN/rules.json';
import today from '../../locales/zh-CN/today.json';
import type rest from './catalog-rest';

/** What the first screen says. The other places' words come with `catalog-rest`, so that the panel opens lighter. */
const first = { ...common, ...rules, ...today };

/** Every message key, from the source language. */
export type MessageKey = keyof typeof first | keyof typeof rest;

export default first as Record<string, string>;
