// What other features may use.
export { StartButton } from './StartButton';
