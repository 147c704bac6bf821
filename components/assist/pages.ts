export { AskPage } from './ask-page';
export { AssistClipPage } from './draft-page';
