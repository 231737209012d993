// What other features may use.
export { type Match, matchQuery, outOf100, type Recommendation, recommendationsQuery } from './api';
export { Gaps, MatchView, NoResume, useHasMatches } from './MatchView';
export { ScoreMark } from './Score';
