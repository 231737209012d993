import {
  IconActivity, IconBookmark, IconBriefcase, IconChecklist, IconClipboardCheck, IconClipboardList, IconFileText, IconHeadset, IconHistory, IconMessageQuestion, IconMessages, IconRefresh, IconSend,
  IconTypography, IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { isAdmin, type User } from '@/features/identity';

export interface NavItem {
  to: '/jobs' | '/saved' | '/applications' | '/postings' | '/coach' | '/resume' | '/studio' | '/interviews' | '/admin/tower' | '/admin/interviews' | '/admin/ingestion' | '/admin/people' | '/admin/tasks' | '/admin/audit' | '/admin/health';
  name: 'jobs' | 'saved' | 'applications' | 'postings' | 'coach' | 'resume' | 'studio' | 'interviews' | 'tower' | 'desk' | 'ingestion' | 'people' | 'tasks' | 'audit' | 'health';
  icon: Icon;
  /** The key after `G`. */
  key?: string;
}

export interface NavGroup {
  name?: 'catalogue' | 'operation';
  items: NavItem[];
}

const JOBS: NavItem = { to: '/jobs', name: 'jobs', icon: IconBriefcase, key: 'j' };
const SAVED: NavItem = { to: '/saved', name: 'saved', icon: IconBookmark, key: 's' };
const APPLICATIONS: NavItem = { to: '/applications', name: 'applications', icon: IconSend, key: 'a' };
const POSTINGS: NavItem = { to: '/postings', name: 'postings', icon: IconClipboardList };
const COACH: NavItem = { to: '/coach', name: 'coach', icon: IconMessages, key: 'c' };
const RESUME: NavItem = { to: '/resume', name: 'resume', icon: IconFileText, key: 'r' };
const STUDIO: NavItem = { to: '/studio', name: 'studio', icon: IconTypography, key: 'u' };

const INTERVIEWS: NavItem = { to: '/interviews', name: 'interviews', icon: IconMessageQuestion, key: 'v' };

/** Where an account can go. */
export function navOf(user: User): NavGroup[] {
  if (!isAdmin(user)) return [{ items: user.role === 'seeker' ? [JOBS, SAVED, COACH, RESUME, STUDIO, INTERVIEWS, APPLICATIONS] : [POSTINGS, JOBS, SAVED, COACH] }];
  return [
    {
      items: [
        { to: '/admin/tower', name: 'tower', icon: IconHeadset, key: 't' },
        { to: '/admin/interviews', name: 'desk', icon: IconClipboardCheck, key: 'v' },
      ],
    },
    { name: 'catalogue', items: [{ to: '/admin/ingestion', name: 'ingestion', icon: IconRefresh, key: 'i' }, JOBS] },
    {
      name: 'operation',
      items: [
        { to: '/admin/people', name: 'people', icon: IconUsers, key: 'p' },
        { to: '/admin/tasks', name: 'tasks', icon: IconChecklist },
        { to: '/admin/audit', name: 'audit', icon: IconHistory },
        { to: '/admin/health', name: 'health', icon: IconActivity },
      ],
    },
  ];
}
