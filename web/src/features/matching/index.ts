// What other features may use.
export { guestMatchesQuery, outOf100, type Recommendation, recommendationsQuery } from './api';
export { ComparablePay } from './ComparablePay';
export { Gaps, MatchView, NoResume, useHasMatches } from './MatchView';
export { ScoreBreakdown, ScoreMark } from './Score';
