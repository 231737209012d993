// What other features may use.
export { countsQuery, jobQuery, suggestions } from './api';
export { fitOf, JobRow } from './JobRow';
export { savedJobsQuery } from './saved';
