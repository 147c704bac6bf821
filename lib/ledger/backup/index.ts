export { BACKUP_EVERY_DAYS, type BackupAge, backupAge } from './age';
export { exportLedger, type ExportOptions } from './export';
export {
  type BackupSink,
  type BackupSource,
  LINE_FILES,
  MANIFEST,
  type Manifest,
  type OnProgress,
  README,
} from './format';
export { planRestore, type RestorePlan, type SampleChange } from './plan';
export { applyRestore } from './restore';
export { retryQuarantined } from './retry';
export { Hashing } from './lines';
export { isPacked } from './format';
