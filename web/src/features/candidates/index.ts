// What other features may use.
export { resumeQuery } from './api';
