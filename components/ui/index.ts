export { Basis, BasisText } from './basis';
export { Button, IconButton } from './button';
export { type Column, DataTable, type Sort } from './data-table';
export { confirmDialog, Dialog } from './dialog';
export {
  CheckField,
  Chips,
  DateField,
  Field,
  NumberField,
  type Option,
  PasswordField,
  SearchField,
  Segments,
  SelectField,
  TextAreaField,
  TextField,
  TimeField,
} from './fields';
export { DraftRestored, draftSaved } from './draft-state';
export { downloadBlob, FilePick, Progress } from './files';
export { Icon, type IconName } from './icon';
export { Card, DayBlock, EmptyState, Kbd, Note, Page, Pill, Row, Section, type Tone } from './layout';
export {
  MemberName,
  useBranch,
  useGroups,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useRole,
  useScope,
} from './ledger-context';
export { meetingName } from './meeting-name';
export { isNotYet, NotYet, shownText } from './not-yet';
export { MemberPicker } from './member-picker';
export { goBack, Link, navigate, useQuery } from './router';
export { usePack } from './rules';
export { useSettings } from './settings';
export { FaultNote, faultText, toast, toastFault } from './toast';
export { type Draft, useDraft } from './use-draft';
export { localDate, localTime, nowMilliseconds, useNow, useToday } from './use-today';
export { showInPane } from './show-in-pane';
export { useWide } from './use-wide';
