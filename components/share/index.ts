/** 共享; fetched when it is first opened. */
export { PlacePage } from './place-page';
export { SharePage } from './share-page';
export { InvitePage } from './invite-page';
export { JoinPage } from './join-page';
export { PeoplePage } from './people-page';
