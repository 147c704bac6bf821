import { useEffect } from 'preact/hooks';

let handed: readonly File[] = [];

/** Keeps files for the form that opens next. */
export const handFiles = (files: readonly File[]): void => {
  handed = files;
};

/** The files that were kept for this form, once. */
export function handedFiles(): readonly File[] {
  const files = handed;
  handed = [];
  return files;
}

/** Takes files that are pasted or dropped anywhere on the screen. */
export function useFilesAnywhere(onFiles: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // Cells copied from a spreadsheet bring a picture of themselves along: in a text field the text is meant.
      const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea');
      if (!files.length || (isText && event.clipboardData?.types.includes('text/plain'))) return;
      event.preventDefault();
      onFiles(files);
    };
    // A file dropped beside a drop area would replace this page: the whole screen takes it.
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) onFiles(files);
    };
    addEventListener('paste', paste);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('paste', paste);
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  });
}
