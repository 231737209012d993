import { Button, Textarea } from '@mantine/core';
import { IconClipboardText, IconFileUpload, IconFolderOpen } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, ProblemError } from '@/api/problem';
import type { Upload } from '@/api/upload';
import { useFormat } from '@/i18n/format';
import { announce, ProblemNote, ui } from '@/shared';
import { ACCEPTED, MAX_FILE_SIZE } from './api';
import css from './candidates.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** Takes a resume: dropped anywhere on the page, chosen or pasted. Says how much was sent, and why one cannot be read. */
export function DropZone<T>({ title, children, send, onRead }: {
  title: string;
  children?: ReactNode;
  send: (file: File, onProgress: (sent: number, total: number) => void) => Upload<T>;
  onRead: (result: T, file: File, took: number) => void;
}) {
  const { t } = useTranslation(['candidates', 'common']);
  const format = useFormat();
  const chooser = useRef<HTMLInputElement>(null);
  const [isPasting, paste] = useState(false);
  const [progress, setProgress] = useState<{ name: string; sent: number; total: number; stop: () => void } | null>(null);
  const [failure, setFailure] = useState<{ name: string; error: ProblemError } | null>(null);
  const read = async (file: File) => {
    setFailure(null);
    if (file.size > MAX_FILE_SIZE) {
      setFailure({ name: file.name, error: new ProblemError({ status: 413, code: 'too_large', detail: t('drop.tooLarge', { size: format.bytes(MAX_FILE_SIZE) }) }) });
      return;
    }
    const began = performance.now();
    const running = send(file, (sent, total) => setProgress((before) => before && { ...before, sent, total }));
    setProgress({ name: file.name, sent: 0, total: file.size, stop: running.stop });
    announce(t('drop.reading', { name: file.name }));
    try {
      const result = await running.done;
      onRead(result, file, performance.now() - began);
    } catch (error) {
      if (!(error instanceof DOMException)) setFailure({ name: file.name, error: asProblem(error) });
    } finally {
      setProgress(null);
    }
  };
  const isOver = useDropAnywhere((file) => void read(file));
  return (
    <div className={css.drop} data-over={isOver || undefined}>
      <IconFileUpload size={34} stroke={1.5} className={ui.tonePine} aria-hidden />
      <h2>{title}</h2>
      <p className={ui.muted}>{t('drop.kinds', { size: format.bytes(MAX_FILE_SIZE) })}</p>
      {failure && <Failure name={failure.name} error={failure.error} />}
      {progress ? (
        <div className={css.progress}>
          <p role="status">
            {progress.sent < progress.total
              ? t('drop.sending', { name: progress.name, sent: format.bytes(progress.sent), total: format.bytes(progress.total) })
              : t('drop.reading', { name: progress.name })}
          </p>
          <progress value={progress.sent} max={progress.total} aria-label={progress.name} />
          <Button onClick={progress.stop}>{t('drop.stop')}</Button>
        </div>
      ) : (
        <>
          <div className={ui.actions}>
            <Button variant="filled" size="md" leftSection={<IconFolderOpen {...icon} />} onClick={() => chooser.current?.click()}>
              {t('drop.choose')}
            </Button>
            <Button size="md" leftSection={<IconClipboardText {...icon} />} onClick={() => paste(!isPasting)} aria-expanded={isPasting}>
              {t('drop.paste')}
            </Button>
            <input
              ref={chooser}
              type="file"
              accept={ACCEPTED}
              hidden
              aria-label={t('drop.choose')}
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                event.currentTarget.value = '';
                if (file) void read(file);
              }}
            />
          </div>
          {isPasting && <Paste onText={(text) => void read(new File([text], t('drop.pasted'), { type: 'text/plain' }))} />}
        </>
      )}
      {children}
    </div>
  );
}

function Paste({ onText }: { onText: (text: string) => void }) {
  const { t } = useTranslation(['candidates', 'common']);
  const [text, setText] = useState('');
  return (
    <form
      className={css.paste}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onText(text);
      }}
    >
      <Textarea label={t('drop.pasteLabel')} rows={6} autoFocus value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit">{t('drop.read')}</Button>
    </form>
  );
}

function Failure({ name, error }: { name: string; error: ProblemError }) {
  const { t } = useTranslation(['candidates', 'common']);
  if (error.isTemporary || error.status >= 500) return <ProblemNote error={error} />;
  return (
    <div className={ui.summary} role="alert">
      <strong>{t('drop.cannot', { name })}</strong>
      <p>
        {error.message} {t('drop.nothingStored')}
      </p>
    </div>
  );
}

/** Whether a file is held over the page; it may be let go anywhere. */
function useDropAnywhere(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const hasFiles = (event: globalThis.DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: globalThis.DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: globalThis.DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: globalThis.DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) latest.current(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
