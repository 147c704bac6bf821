/** 共享; fetched when it is first opened. */
export { PlacePage } from './place-page';
export { SharePage } from './share-page';
export { InvitePage } from './invite-page';
export { JoinPage } from './join-page';
export { CompanyPage } from './company-page';
export { PeoplePage } from './people-page';
export { RecoveryPage } from './recovery-page';
export { PrintRecoveryPage } from './recovery-print';
