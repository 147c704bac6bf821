import { toast, toastFault } from './toast';

/** A code that people read out to each other, in groups of four. */
export const CodeText = ({ code }: { code: string }) => (
  <span class="text-ink font-mono tracking-wide whitespace-nowrap">{code}</span>
);

/** Copies a text and says so. */
export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch (thrown) {
    toastFault(thrown);
  }
}
