import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok } from '@/api/client';
import { Card, ProblemNote, toast, ui } from '@/shared';
import { deskInterviewQuery, deskKey, RATINGS, type Review } from './api';
import css from './interviews.module.css';

const LISTS = ['strengths', 'improvements', 'topics_to_work_on'] as const;
const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** Writes a review, or corrects one's own: items of lists stand on a line each. */
export function ReviewForm({ id, review }: { id: string; review?: Review | null }) {
  const { t } = useTranslation(['interviews', 'common']);
  const queries = useQueryClient();
  const form = useId();
  const [texts, setTexts] = useState({
    overall_summary: review?.overall_summary ?? '',
    strengths: review?.strengths.join('\n') ?? '',
    improvements: review?.improvements.join('\n') ?? '',
    topics_to_work_on: review?.topics_to_work_on.join('\n') ?? '',
    next_steps: review?.next_steps ?? '',
  });
  const [points, setPoints] = useState<Record<(typeof RATINGS)[number], string>>({
    technical_accuracy: review?.points.technical_accuracy?.toString() ?? '',
    clarity: review?.points.clarity?.toString() ?? '',
    confidence: review?.points.confidence?.toString() ?? '',
  });
  const expertPoints = (name: (typeof RATINGS)[number]) => (points[name] === '' ? null : Number(points[name]));
  const save = useMutation({
    mutationFn: () =>
      ok(api.PUT('/api/v1/admin/mock-interviews/{id}/review', {
        params: { path: { id } },
        body: {
          overall_summary: texts.overall_summary,
          strengths: lines(texts.strengths),
          improvements: lines(texts.improvements),
          topics_to_work_on: lines(texts.topics_to_work_on),
          next_steps: texts.next_steps,
          points: { technical_accuracy: expertPoints('technical_accuracy'), clarity: expertPoints('clarity'), confidence: expertPoints('confidence') },
        },
      })),
    onSuccess: (next) => {
      queries.setQueryData(deskInterviewQuery(id).queryKey, next);
      toast(t('reviewSaved'));
      return queries.invalidateQueries({ queryKey: deskKey });
    },
  });
  return (
    <Card title={t(review ? 'correctReview' : 'writeReview')}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {(['overall_summary', ...LISTS, 'next_steps'] as const).map((name) => (
          <div key={name}>
            <label htmlFor={`${form}-${name}`}>{t(`feedback.${name}`)}</label>
            <textarea
              id={`${form}-${name}`}
              rows={name === 'overall_summary' ? 4 : 3}
              maxLength={4000}
              required={name === 'overall_summary'}
              value={texts[name]}
              placeholder={LISTS.some((list) => list === name) ? t('onePerLine') : undefined}
              onChange={(event) => setTexts({ ...texts, [name]: event.currentTarget.value })}
              dir="auto"
            />
          </div>
        ))}
        <fieldset>
          <legend>{t('yourPoints')}</legend>
          {RATINGS.map((name) => (
            <div key={name}>
              <label htmlFor={`${form}-${name}`}>{t(`rating.${name}`)}</label>
              <input
                id={`${form}-${name}`}
                type="number"
                min={0}
                max={10}
                step={1}
                value={points[name]}
                onChange={(event) => setPoints({ ...points, [name]: event.currentTarget.value })}
              />
            </div>
          ))}
        </fieldset>
        <div className={ui.actions}>
          <Button type="submit" variant="filled" loading={save.isPending}>{t('saveReview')}</Button>
        </div>
        {save.error && <ProblemNote error={save.error} />}
      </form>
    </Card>
  );
}
