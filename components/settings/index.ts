export { DataPage } from './data-page';
export { HistoryPage } from './history-page';
export { OpenFailedPage } from './open-failed-page';
export { QuarantinePage } from './quarantine-page';
export { RestorePart } from './restore-part';
export { RulePackPage } from './rule-pack-page';
export { SettingsPage } from './settings-page';
export { TrashPage } from './trash-page';
