import { Button } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './chat.module.css';

/** Writes a message. A draft survives reloads; `Enter` sends, with `Shift` it starts a line. */
export function Composer({ draftKey, label, send, previous, tone, autoFocus }: {
  draftKey: string;
  label: string;
  send: (content: string) => void;
  /** What was said last, for the arrow up in an empty field. */
  previous?: string;
  tone: 'pine' | 'clay';
  autoFocus?: boolean;
}) {
  const { t } = useTranslation(['chat', 'common']);
  const key = `jw.draft.${draftKey}`;
  const id = useId();
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  useEffect(() => {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  }, [key, text]);
  const submit = () => {
    const content = text.trim();
    if (!content) return;
    send(content);
    setText('');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && text === '' && previous) {
      event.preventDefault();
      setText(previous);
    }
  };
  return (
    <form
      className={css.composer}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label htmlFor={id} className={css.hidden}>
        {label}
      </label>
      <textarea
        id={id}
        rows={2}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
        aria-describedby={`${id}-hint`}
        dir="auto"
        autoFocus={autoFocus}
      />
      <div>
        <span id={`${id}-hint`} className={css.hint}>
          {t('enterSends')}
        </span>
        <Button
          type="submit"
          variant="filled"
          className={tone === 'clay' ? css.clayButton : undefined}
          rightSection={<IconSend2 size={15} stroke={1.75} aria-hidden />}
        >
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
