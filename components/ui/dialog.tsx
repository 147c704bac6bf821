import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Button, IconButton } from './button';
import { usePath } from './router';

/** A modal dialog on the native element: Escape and the backdrop's button close it, focus stays inside. */
export function Dialog(props: {
  open: boolean;
  title: ComponentChildren;
  onClose: () => void;
  foot?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (props.open && !dialog.open) dialog.showModal();
    if (!props.open && dialog.open) dialog.close();
  }, [props.open]);
  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      class={`bg-paper text-ink rounded-card border-line m-auto max-h-[92dvh] w-[calc(100vw-24px)] border p-0 ${
        props.wide ? 'max-w-3xl' : 'max-w-md'
      }`}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      {props.open && (
        <div class="flex max-h-[92dvh] flex-col">
          <div class="border-line flex items-center gap-2 border-b px-3.5 py-2">
            <h2 id={heading} class="text-title flex-1 font-semibold">
              {props.title}
            </h2>
            <IconButton icon="close" label={t('common.close')} onClick={props.onClose} />
          </div>
          <div class="min-h-0 flex-1 space-y-3 overflow-y-auto p-3.5">{props.children}</div>
          {props.foot && (
            <div class="border-line flex flex-wrap justify-end gap-2 border-t px-3.5 py-2.5">
              {props.foot}
            </div>
          )}
        </div>
      )}
    </dialog>
  );
}

interface Question {
  title: string;
  body?: ComponentChildren;
  confirm: string;
  danger?: boolean;
  answer: (yes: boolean) => void;
}

const question = signal<Question | undefined>(undefined);

/** Asks before something that cannot be undone by one click. Resolves to false when closed. */
export function confirmDialog(options: Omit<Question, 'answer'>): Promise<boolean> {
  return new Promise((resolve) => {
    question.value = {
      ...options,
      answer: (yes) => {
        question.value = undefined;
        resolve(yes);
      },
    };
  });
}

/** Where {@link confirmDialog} appears; placed once by the shell. */
export function ConfirmHost() {
  const asked = question.value;
  const path = usePath();
  // Whoever goes on to another screen has not said yes: the question stays with its screen.
  useEffect(() => () => question.peek()?.answer(false), [path]);
  return (
    <Dialog
      open={Boolean(asked)}
      title={asked?.title ?? ''}
      onClose={() => asked?.answer(false)}
      foot={
        <>
          <Button onClick={() => asked?.answer(false)}>{t('common.cancel')}</Button>
          <Button kind={asked?.danger ? 'danger' : 'primary'} onClick={() => asked?.answer(true)}>
            {asked?.confirm ?? ''}
          </Button>
        </>
      }
    >
      {asked?.body}
    </Dialog>
  );
}
