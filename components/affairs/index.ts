/** 诉求, 整改台账, 奖惩 and 年度总结; fetched when one of them is first opened. */
export { HonourPage } from './honour-page';
export { HonoursPage } from './honours-page';
export { RectificationsPage } from './rectifications-page';
export { RequestPage } from './request-page';
export { RequestsPage } from './requests-page';
export { SummaryPage } from './summary-page';
export { PrintSummaryPage } from './summary-paper';
