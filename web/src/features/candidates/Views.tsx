import css from './candidates.module.css';

/** Which of several views of the same thing is shown. */
export function Views<V extends string>({ label, views, shown, show }: {
  label: string;
  views: Record<V, string>;
  shown: V;
  show: (view: V) => void;
}) {
  return (
    <div className={css.views} role="group" aria-label={label}>
      {(Object.entries(views) as [V, string][]).map(([view, name]) => (
        <button key={view} type="button" aria-pressed={view === shown} onClick={() => show(view)}>
          {name}
        </button>
      ))}
    </div>
  );
}
