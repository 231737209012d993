// What other features may use.
export { countsQuery, suggestions } from './api';
export { fitOf, JobRow } from './JobRow';
