/** Six digits to be compared or read out, large, in two groups of three. */
export const SixDigits = ({ digits, label, name }: { digits: string; label: string; name: string }) => (
  <div class="border-line bg-card rounded-card border px-3 py-3 text-center">
    <p class="text-meta text-ink-2">{label}</p>
    <output
      class="block text-[2.6rem] leading-tight font-semibold tracking-[0.08em] tabular-nums"
      data-digits={name}
      aria-label={`${label}：${[...digits].join(' ')}`}
    >
      {digits.slice(0, 3)} {digits.slice(3)}
    </output>
  </div>
);
