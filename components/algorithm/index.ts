export { AlgorithmPage } from './start-page';
export { AlgorithmCheckPage } from './check-page';
export { PrintAlgorithmPage } from './print-page';
