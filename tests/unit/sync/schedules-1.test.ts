// @alone Runs over the lean stand-in for the database (project `quick`), with the seed that it prints.
import { scheduleSuite } from '../support/schedule/suite';

scheduleSuite(0, 2);
