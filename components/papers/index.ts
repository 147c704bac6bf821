/** Papers that leave the branch: fetched when one of their screens is first opened. */
export { TemplateBindPage } from './template-bind-page';
export { TemplateFillPage } from './template-fill-page';
export { TemplatesPage } from './templates-page';
