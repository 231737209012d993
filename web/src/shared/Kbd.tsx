import css from './ui.module.css';

/** Keys that do what stands beside them. */
export function Kbd({ keys }: { keys: string[] }) {
  return (
    <span aria-hidden>
      {keys.map((key) => (
        <kbd key={key} className={css.kbd}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
