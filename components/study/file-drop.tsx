import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui';

/**
 * Takes files that are dropped anywhere on the page, and says so while they are dragged over it. A box that takes files
 * itself goes first.
 */
export function FileDrop({ hint, onFiles }: { hint: string; onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const handler = useRef(onFiles);
  handler.current = onFiles;
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Without this the browser would open the file in place of the page.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) handler.current(files);
    };
    addEventListener('dragover', drag);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', drag);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  return over ? (
    <div
      class="border-red bg-red-wash/90 rounded-card pointer-events-none m-0! fixed inset-2 z-50 grid place-items-center border-2 border-dashed"
      role="status"
    >
      <p class="text-red-ink flex items-center gap-2 font-semibold">
        <Icon name="upload" size={20} />
        {hint}
      </p>
    </div>
  ) : null;
}
