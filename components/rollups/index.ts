/** 上报汇总 and 汇总一览; fetched when first opened. */
export { PrintRollupsPage } from './print-page';
export { ReportPage } from './report-page';
export { ReportsPage } from './reports-page';
