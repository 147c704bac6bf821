export { GovernancePage } from './governance-page';
export { GovernanceItemPage } from './item-page';
