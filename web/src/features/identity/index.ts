// What other features may use.
export { homeOf, isAdmin, sessionQuery, signOut, useSession, useUser, noteEnd, type User } from './session';
export { useStepUp } from './StepUp';
export { FormProblem } from './FormProblem';
