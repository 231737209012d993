import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/shared';
import { type Change, type Posting, tailorQuery } from './api';
import { offers, standing, useRefusals } from './changes';

/** The version in use, tailored; which changes are refused; and the way back from each decision. */
export function useTailoring(version: number, { name, posting }: { name: string; posting: Posting }, pages: number) {
  const { t } = useTranslation(['studio', 'common']);
  const { refusals, refuse, take } = useRefusals(name, version);
  const queries = useQueryClient();
  const first = useQuery(tailorQuery(version, posting, pages, []));
  const refused = standing(refusals, version, first.data?.changes ?? []);
  const request = tailorQuery(version, posting, pages, refused.map(({ id }) => id).sort());
  const tailored = useQuery(request);
  // Until the answer to the last decision is there, the one before is shown. It is not what is saved.
  const content = async () => (await queries.ensureQueryData(request)).content;
  // Of which posting and version the last decision was
  const subject = JSON.stringify([name, version]);
  const last = useRef<{ subject: string; revoke: () => void } | null>(null);
  const undo = () => {
    if (last.current?.subject === subject) last.current.revoke();
    last.current = null;
  };
  const decide = (changes: Change[], isRefused: boolean) => {
    const [act, revoke] = isRefused ? [refuse, take] : [take, refuse];
    const changed = changes.filter(({ id }) => refused.some((one) => one.id === id) !== isRefused);
    const [first] = changed;
    if (!first) return;
    act(changed);
    const undone = () => revoke(changed);
    last.current = { subject, revoke: undone };
    const what = { count: changed.length, name: t(`rule.${first.rule}`) };
    toast(t(isRefused ? 'changes.wasRefused' : 'changes.wasTaken', what), undone);
  };
  return { tailored, content, offers: offers(first.data?.changes ?? [], tailored.data?.changes ?? [], refused), decide, undo };
}
