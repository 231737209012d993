import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { announce, ProblemNote, ui } from '@/shared';
import { type Interview, interviewQuery, interviewsQuery } from './api';
import css from './interviews.module.css';

/** Answers the open question. A draft survives reloads until the server has the answer. */
export function AnswerForm({ interview, turn }: { interview: Interview; turn: number }) {
  const { t } = useTranslation(['interviews', 'common']);
  const queries = useQueryClient();
  const key = `jw.draft.interview.${interview.id}.${turn}`;
  const id = useId();
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  useEffect(() => {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  }, [key, text]);
  const stored = async (next: Interview) => {
    queries.setQueryData(interviewQuery(interview.id).queryKey, next);
    await queries.invalidateQueries({ queryKey: interviewsQuery.queryKey });
    const open = next.transcript.find((other) => other.turn === next.open_turn);
    announce(open?.text ?? t('ended'));
  };
  const path = { params: { path: { id: interview.id } } };
  const answer = useMutation({
    mutationFn: () => ok(api.POST('/api/v1/mock-interviews/{id}/answers', { ...path, body: { turn, text } })),
    onSuccess: (next) => {
      sessionStorage.removeItem(key);
      return stored(next);
    },
  });
  const submit = useMutation({ mutationFn: () => ok(api.POST('/api/v1/mock-interviews/{id}/submit', path)), onSuccess: stored });
  const error = answer.error ?? submit.error;
  const isAnswered = interview.transcript.some(({ kind }) => kind === 'answer');
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() && !answer.isPending) answer.mutate();
      }}
    >
      <label htmlFor={id}>{t('yourAnswer')}</label>
      <textarea id={id} rows={6} maxLength={8000} value={text} onChange={(event) => setText(event.currentTarget.value)} dir="auto" />
      <div className={ui.actions}>
        <Button type="submit" variant="filled" loading={answer.isPending} disabled={!text.trim()}>{t('answer')}</Button>
        {isAnswered && <Button loading={submit.isPending} onClick={() => submit.mutate()}>{t('endNow')}</Button>}
      </div>
      {error && <ProblemNote error={error} />}
    </form>
  );
}
