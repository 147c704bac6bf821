/** Papers that leave the branch: fetched when one of their screens is first opened. */
export { HandbookPage } from './handbook-page';
export { PrintHandbookPage } from './handbook-print';
export { InspectionPage } from './inspection-page';
export { ReimportPage } from './reimport-page';
export { TemplateBindPage } from './template-bind-page';
export { TemplateFillPage } from './template-fill-page';
export { TemplatesPage } from './templates-page';
