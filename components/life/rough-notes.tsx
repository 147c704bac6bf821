import { t } from '../../lib/i18n';

/** The notes as they were pasted, by line, folded away. */
export function RoughNotes({ notes }: { notes: string }) {
  if (!notes.trim()) return null;
  const lines = notes.split('\n');
  return (
    <details class="text-meta text-ink-2">
      <summary class="text-red-ink inline-block cursor-pointer rounded-s">
        {t('minutes.rough', { count: lines.length })}
      </summary>
      <ol class="border-line mt-1 max-h-80 overflow-y-auto border-l-2 pl-2">
        {lines.map((line, index) => (
          <li key={index} class="flex gap-2">
            <span class="text-ink-3 w-7 shrink-0 text-right">{index + 1}</span>
            <span class="min-w-0 break-words">{line}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The lines of the notes that something was read from. */
export function SourceLines(props: { notes: string; lines: readonly [number, number]; rewritten?: boolean }) {
  const [from, to] = props.lines;
  const shown = props.notes.split('\n').slice(from - 1, to);
  return (
    <span class="border-line text-meta text-ink-2 mt-0.5 block border-l-2 pl-2">
      {props.rewritten && <span class="text-ink-3 block">{t('minutes.rewritten')}</span>}
      {shown.map((line, index) => (
        <span key={index} class="block break-words">
          <span class="text-ink-3 mr-1.5">{from + index}</span>
          {line}
        </span>
      ))}
    </span>
  );
}

/** 第 3 行, or 第 3—5 行. */
export const linesText = ([from, to]: readonly [number, number]): string =>
  from === to ? t('minutes.line', { line: from }) : t('minutes.lines', { from, to });

/** How a line of the minutes names who said it. */
export const joinSpeaker = (speaker: string, text: string): string => t('minutes.said', { speaker, text });
