import { signal } from '@preact/signals';
import { loadMessages, t, tDynamic, tMaybe } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, IconButton } from './button';
import { Note } from './layout';

interface Toast {
  id: number;
  text: string;
  more?: string;
  bad?: boolean;
  action?: { label: string; run: () => void | Promise<void> };
}

const toasts = signal<Toast[]>([]);
let serial = 0;

const drop = (id: number) => {
  toasts.value = toasts.value.filter((entry) => entry.id !== id);
};

function show(entry: Omit<Toast, 'id'>, milliseconds: number): void {
  serial += 1;
  const id = serial;
  // One message at a time, so that they never pile up over the screen; a failure stays until it was read.
  toasts.value = [...toasts.value.filter((shown) => shown.bad).slice(-1), { ...entry, id }];
  setTimeout(() => drop(id), milliseconds);
}

/** Says that something was done, with one way to take it back. Stays long enough to be read and pressed. */
export function toast(text: string, options: { action?: Toast['action'] } = {}): void {
  show({ text, action: options.action }, options.action ? 12_000 : 5_000);
}

/** The words of a fault: what happened, and what was kept and what to do. */
export function faultText(fault: Fault): { what: string; todo: string } {
  return {
    what: tDynamic(`fault.${fault.code}`, fault.params),
    todo: tMaybe(`fault.${fault.code}.do`, fault.params) ?? '',
  };
}

/** Tells of a failure; anything that is not a fault is told as E100. */
export function toastFault(thrown: unknown): void {
  const fault = asFault(thrown);
  // The words of most faults are not among those of the first screen; a fault without words is still told.
  const tell = () => {
    const { what, todo } = faultText(fault);
    show({ text: `${what}（${fault.code}）`, more: todo, bad: true }, 20_000);
  };
  loadMessages().then(tell, tell);
}

/** A failure in its place: what happened, what was kept, what to do, and the code. */
export function FaultNote({ fault }: { fault: Fault }) {
  const { what, todo } = faultText(fault);
  return (
    <Note tone="bad">
      <strong>{what}</strong>
      {todo && <span class="block">{todo}</span>}
      <span class="block opacity-80">{t('common.faultCode', { code: fault.code })}</span>
    </Note>
  );
}

/** Where toasts appear; placed once by the shell. */
export function ToastHost() {
  return (
    <div
      aria-live="polite"
      class="no-print pointer-events-none toasts fixed inset-x-0 z-50 mx-auto flex max-w-md flex-col gap-2 px-3"
    >
      {toasts.value.map((entry) => (
        <div
          key={entry.id}
          role={entry.bad ? 'alert' : 'status'}
          class={`pointer-events-auto flex items-center gap-2 rounded-lg border px-3 py-2 shadow-lg ${
            entry.bad ? 'border-red bg-red-wash text-red-ink' : 'border-line-strong bg-card'
          }`}
        >
          <span class="min-w-0 flex-1 break-words">
            {entry.text}
            {entry.more && <span class="text-meta block">{entry.more}</span>}
          </span>
          {entry.action && (
            <Button
              small
              onClick={() => {
                drop(entry.id);
                void Promise.resolve(entry.action?.run()).catch(toastFault);
              }}
            >
              {entry.action.label}
            </Button>
          )}
          <IconButton icon="close" label={t('common.close')} onClick={() => drop(entry.id)} />
        </div>
      ))}
    </div>
  );
}
