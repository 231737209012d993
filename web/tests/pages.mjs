// Every page there is, by who sees it.
export const GUEST = ['', 'jobs', 'sign-in', 'join', 'forgot', 'invitation', 'look', 'no/such/page'];
export const SEEKER = ['jobs', 'saved', 'applications', 'resume', 'studio', 'coach', 'interviews', 'menu', 'account/profile', 'account/security', 'account/look'];
export const ADMIN_PAGES = ['admin/tower', 'admin/interviews', 'admin/ingestion', 'admin/people', 'admin/tasks?state=done', 'admin/audit', 'admin/health'];
export const PROVIDER = ['postings', 'postings/new', 'jobs'];
