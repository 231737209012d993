import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import * as v from 'valibot';
import { queryClient } from '@/api/client';
import { homeOf, isAdmin, sessionQuery } from '@/features/identity';
import { deskInterviewQuery, interviewQuery, INTERVIEW_STATUSES } from '@/features/interviews/api';
import { jobsQuery, jobQuery } from '@/features/jobs/api';
import { studioSearchSchema } from '@/features/candidates/studio/search';
import { applicationQuery, STATUSES } from '@/features/jobs/applications';
import { postedJobQuery } from '@/features/jobs/postings';
import { jobsSearchSchema } from '@/features/jobs/search';
import { Failed, Missing, Waiting } from '@/frame/states';
import { Frame } from '@/frame/Frame';
import type { NAMESPACES } from '@/i18n';

interface Context {
  queries: QueryClient;
}

/** Loads the texts of a page beside its code. */
const texts = (...names: (typeof NAMESPACES)[number][]) => () => i18next.loadNamespaces(names);
const optional = <S extends v.GenericSchema>(schema: S) => v.optional(v.fallback(v.optional(schema), undefined as never));

/** An address within the application, to come back to. */
const next = optional(v.pipe(v.string(), v.regex(/^\/(?!\/)/)));

const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ context }) => ({ user: await context.queries.ensureQueryData(sessionQuery) }),
  component: Frame,
  errorComponent: Failed,
});

const parent = { getParentRoute: () => root };

/** Only for whoever is signed in; everybody else signs in and comes back. */
const signedIn = createRoute({
  ...parent,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => {
    if (!context.user) throw redirect({ to: '/sign-in', search: { next: location.href.replace(/^\/app/, '') } });
  },
});
const admins = createRoute({
  getParentRoute: () => signedIn,
  id: 'admins',
  beforeLoad: ({ context }) => {
    if (!isAdmin(context.user)) throw redirect({ to: '/jobs' });
  },
});
/** Pages that make no sense once somebody is signed in. */
const guests = createRoute({
  ...parent,
  id: 'guests',
  beforeLoad: ({ context }) => {
    if (context.user) throw redirect({ to: homeOf(context.user) as '/jobs' });
  },
});
const ofGuests = { getParentRoute: () => guests };
const mine = { getParentRoute: () => signedIn };
const ofAdmins = { getParentRoute: () => admins };

const landing = createRoute({
  ...ofGuests,
  path: '/',
  loader: texts('candidates'),
  component: lazyRouteComponent(() => import('@/features/candidates/LandingPage'), 'LandingPage'),
});
const fit = createRoute({
  ...ofGuests,
  path: '/fit',
  loader: texts('candidates', 'jobs'),
  component: lazyRouteComponent(() => import('@/features/candidates/FitPage'), 'FitPage'),
});
const signIn = createRoute({
  ...ofGuests,
  path: '/sign-in',
  validateSearch: v.object({ next }),
  loader: texts('identity'),
  component: lazyRouteComponent(() => import('@/features/identity/SignInPage'), 'SignInPage'),
});
const join = createRoute({
  ...ofGuests,
  path: '/join',
  validateSearch: v.object({ next }),
  loader: texts('identity'),
  component: lazyRouteComponent(() => import('@/features/identity/JoinPage'), 'JoinPage'),
});
const forgot = createRoute({
  ...ofGuests,
  path: '/forgot',
  loader: texts('identity'),
  component: lazyRouteComponent(() => import('@/features/identity/ForgotPage'), 'ForgotPage'),
});
const invitation = createRoute({
  ...ofGuests,
  path: '/invitation',
  loader: texts('identity'),
  component: lazyRouteComponent(() => import('@/features/identity/InvitationPage'), 'InvitationPage'),
});
const lookOfGuests = createRoute({
  ...ofGuests,
  path: '/look',
  loader: texts('identity'),
  component: lazyRouteComponent(() => import('@/features/identity/LookPage'), 'LookPage'),
});
const jobs = createRoute({ ...parent, path: '/jobs', loader: texts('jobs') });
const jobsList = createRoute({
  getParentRoute: () => jobs,
  path: '/',
  validateSearch: jobsSearchSchema,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queries.prefetchInfiniteQuery(jobsQuery(deps)),
  component: lazyRouteComponent(() => import('@/features/jobs/JobsPage'), 'JobsPage'),
});
const savedJobs = createRoute({
  ...mine,
  path: '/saved',
  loader: texts('jobs'),
  component: lazyRouteComponent(() => import('@/features/jobs/SavedPage'), 'SavedPage'),
});
const applications = createRoute({
  ...mine,
  path: '/applications',
  beforeLoad: ({ context }) => {
    if (context.user?.role !== 'seeker') throw redirect({ to: '/jobs' });
  },
  loader: texts('jobs'),
});
const applicationsList = createRoute({
  getParentRoute: () => applications,
  path: '/',
  validateSearch: v.object({ status: optional(v.picklist([...STATUSES, 'withdrawn'])) }),
  component: lazyRouteComponent(() => import('@/features/jobs/ApplicationsPage'), 'ApplicationsPage'),
});
const application = createRoute({
  getParentRoute: () => applications,
  path: '$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(applicationQuery(params.id)),
  component: lazyRouteComponent(() => import('@/features/jobs/ApplicationPage'), 'ApplicationPage'),
});
const postings = createRoute({
  ...mine,
  path: '/postings',
  beforeLoad: ({ context }) => {
    if (context.user?.role !== 'provider') throw redirect({ to: '/jobs' });
  },
  loader: texts('jobs'),
});
const postingsList = createRoute({
  getParentRoute: () => postings,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/jobs/PostingsPage'), 'PostingsPage'),
});
const newPosting = createRoute({
  getParentRoute: () => postings,
  path: 'new',
  component: lazyRouteComponent(() => import('@/features/jobs/PostingPages'), 'NewPostingPage'),
});
const posting = createRoute({
  getParentRoute: () => postings,
  path: '$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(postedJobQuery(params.id)),
  component: lazyRouteComponent(() => import('@/features/jobs/PostingPages'), 'PostingPage'),
});
const applicants = createRoute({
  getParentRoute: () => postings,
  path: '$id/applicants',
  component: lazyRouteComponent(() => import('@/features/jobs/ApplicantsPage'), 'ApplicantsPage'),
});
const job = createRoute({
  getParentRoute: () => jobs,
  path: '$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(jobQuery(params.id)),
  component: lazyRouteComponent(() => import('@/features/jobs/JobPage'), 'JobPage'),
});
const resume = createRoute({
  ...mine,
  path: '/resume',
  validateSearch: v.object({ version: optional(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
  beforeLoad: ({ context }) => {
    if (context.user?.role !== 'seeker') throw redirect({ to: '/jobs' });
  },
  loader: texts('candidates'),
  component: lazyRouteComponent(() => import('@/features/candidates/ResumePage'), 'ResumePage'),
});
const studio = createRoute({
  ...mine,
  path: '/studio',
  validateSearch: studioSearchSchema,
  beforeLoad: ({ context }) => {
    if (context.user?.role !== 'seeker') throw redirect({ to: '/jobs' });
  },
  loader: texts('candidates', 'studio'),
  component: lazyRouteComponent(() => import('@/features/candidates/studio/StudioPage'), 'StudioPage'),
});
const coach = createRoute({
  ...mine,
  path: '/coach',
  loader: texts('chat'),
  component: lazyRouteComponent(() => import('@/features/chat/CoachLayout'), 'CoachLayout'),
});
const coachStart = createRoute({
  getParentRoute: () => coach,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/chat/CoachLayout'), 'CoachStart'),
});
const conversation = createRoute({
  getParentRoute: () => coach,
  path: '$session',
  component: lazyRouteComponent(() => import('@/features/chat/CoachPage'), 'CoachPage'),
});
const interviews = createRoute({
  ...mine,
  path: '/interviews',
  beforeLoad: ({ context }) => {
    if (context.user?.role !== 'seeker') throw redirect({ to: '/jobs' });
  },
  loader: texts('interviews'),
});
const interviewsList = createRoute({
  getParentRoute: () => interviews,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/interviews/InterviewsPage'), 'InterviewsPage'),
});
const interview = createRoute({
  getParentRoute: () => interviews,
  path: '$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(interviewQuery(params.id)),
  component: lazyRouteComponent(() => import('@/features/interviews/InterviewPage'), 'InterviewPage'),
});
const menu = createRoute({ ...mine, path: '/menu', component: lazyRouteComponent(() => import('@/frame/MenuPage'), 'MenuPage') });
const account = createRoute({
  ...mine,
  path: '/account',
  loader: texts('identity'),
  component: lazyRouteComponent(() => import('@/features/identity/AccountLayout'), 'AccountLayout'),
});
const ofAccount = { getParentRoute: () => account };
const profile = createRoute({
  ...ofAccount,
  path: 'profile',
  component: lazyRouteComponent(() => import('@/features/identity/ProfilePage'), 'ProfilePage'),
});
const security = createRoute({
  ...ofAccount,
  path: 'security',
  component: lazyRouteComponent(() => import('@/features/identity/SecurityPage'), 'SecurityPage'),
});
const look = createRoute({
  ...ofAccount,
  path: 'look',
  component: lazyRouteComponent(() => import('@/features/identity/LookPage'), 'LookPage'),
});
const tower = createRoute({
  ...ofAdmins,
  path: '/admin/tower',
  validateSearch: v.object({ view: optional(v.picklist(['open', 'mine', 'closed'])) }),
  loader: texts('chat'),
  component: lazyRouteComponent(() => import('@/features/chat/TowerLayout'), 'TowerLayout'),
});
const towerStart = createRoute({
  getParentRoute: () => tower,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/chat/TowerLayout'), 'TowerStart'),
});
const watched = createRoute({
  getParentRoute: () => tower,
  path: '$session',
  component: lazyRouteComponent(() => import('@/features/chat/TowerPage'), 'TowerPage'),
});
const desk = createRoute({
  ...ofAdmins,
  path: '/admin/interviews',
  validateSearch: v.object({ status: optional(v.picklist(INTERVIEW_STATUSES)) }),
  loader: texts('interviews'),
});
const deskList = createRoute({
  getParentRoute: () => desk,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/interviews/DeskPage'), 'DeskPage'),
});
const deskInterview = createRoute({
  getParentRoute: () => desk,
  path: '$id',
  loader: ({ context, params }) => context.queries.ensureQueryData(deskInterviewQuery(params.id)),
  component: lazyRouteComponent(() => import('@/features/interviews/DeskInterviewPage'), 'DeskInterviewPage'),
});
const ingestion = createRoute({
  ...ofAdmins,
  path: '/admin/ingestion',
  loader: texts('admin'),
  component: lazyRouteComponent(() => import('@/features/ingestion/IngestionPage'), 'IngestionPage'),
});
const people = createRoute({
  ...ofAdmins,
  path: '/admin/people',
  validateSearch: v.object({ role: optional(v.picklist(['seeker', 'provider', 'admin', 'super_admin'])) }),
  loader: texts('admin', 'identity'),
  component: lazyRouteComponent(() => import('@/features/identity/PeoplePage'), 'PeoplePage'),
});
const tasks = createRoute({
  ...ofAdmins,
  path: '/admin/tasks',
  validateSearch: v.object({ state: optional(v.picklist(['dead', 'ready', 'running', 'done'])) }),
  loader: texts('admin'),
  component: lazyRouteComponent(() => import('@/features/operations/TasksPage'), 'TasksPage'),
});
const audit = createRoute({
  ...ofAdmins,
  path: '/admin/audit',
  loader: texts('admin'),
  component: lazyRouteComponent(() => import('@/features/identity/AuditPage'), 'AuditPage'),
});
const health = createRoute({
  ...ofAdmins,
  path: '/admin/health',
  loader: texts('admin'),
  component: lazyRouteComponent(() => import('@/features/operations/HealthPage'), 'HealthPage'),
});

/** What features share, in every state: for whoever builds pages. A build leaves it out. */
const components = import.meta.env.DEV
  ? [createRoute({ ...parent, path: '/components', component: lazyRouteComponent(() => import('@/shared/Components'), 'Components') })]
  : [];

const routeTree = root.addChildren([
  guests.addChildren([landing, fit, signIn, join, forgot, invitation, lookOfGuests]),
  jobs.addChildren([jobsList, job]),
  ...components,
  signedIn.addChildren([
    resume,
    studio,
    savedJobs,
    applications.addChildren([applicationsList, application]),
    postings.addChildren([postingsList, newPosting, posting, applicants]),
    coach.addChildren([coachStart, conversation]),
    interviews.addChildren([interviewsList, interview]),
    menu,
    account.addChildren([profile, security, look]),
    admins.addChildren([tower.addChildren([towerStart, watched]), desk.addChildren([deskList, deskInterview]), ingestion, people, tasks, audit, health]),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: '/app',
  context: { queries: queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: Missing,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 150,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
