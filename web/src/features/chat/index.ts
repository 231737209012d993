// What other features may use.
export { initialsOf } from './MessageLog';
