import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Kbd } from './layout';
import { FieldTerms } from './lazy-terms';

/** A labelled control. The child gets the id that ties label, hint and error to it. */
export function Field(props: {
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: ComponentChildren;
  children: (id: string, describedBy: string | undefined) => ComponentChildren;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = props.error ?? props.hint;
  return (
    <div class="grid min-w-0 content-start gap-1">
      <label class="text-meta text-ink-2" for={id}>
        {props.label}
      </label>
      {props.children(id, note ? noteId : undefined)}
      {note && (
        <p id={noteId} class={`text-meta ${props.error ? 'text-red-ink' : 'text-ink-3'}`}>
          {note}
        </p>
      )}
    </div>
  );
}

interface TextProps {
  label: ComponentChildren;
  value: string;
  onChange: (value: string) => void;
  hint?: ComponentChildren;
  error?: ComponentChildren;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  /** `datalist` suggestions. */
  suggestions?: readonly string[];
  /** Runs on Enter; never on the Enter that confirms a composition. */
  onEnter?: () => void;
  name?: string;
}

type InputKind = 'text' | 'date' | 'time' | 'number' | 'password' | 'search' | 'tel';

function Input(props: TextProps & { kind: InputKind; min?: string; max?: string; step?: string }) {
  const list = useId();
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(id, describedBy) => (
        <>
          <input
            id={id}
            name={props.name}
            // The DOM types tie each kind to its own attributes; those we pass fit all of ours.
            type={props.kind as 'text'}
            class="field-input"
            value={props.value}
            placeholder={props.placeholder}
            required={props.required}
            disabled={props.disabled}
            min={props.min}
            max={props.max}
            step={props.step}
            list={props.suggestions ? list : undefined}
            aria-describedby={describedBy}
            aria-invalid={props.error ? 'true' : undefined}
            autocomplete="off"
            onInput={(event) => props.onChange(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.isComposing && props.onEnter) {
                event.preventDefault();
                props.onEnter();
              }
            }}
          />
          {props.suggestions && (
            <datalist id={list}>
              {props.suggestions.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

/** One line of text. */
export const TextField = (props: TextProps) => <Input {...props} kind="text" />;
/** A passphrase, hidden while typed. */
export const PasswordField = (props: TextProps) => <Input {...props} kind="password" />;
/** A line to search with. */
export const SearchField = (props: TextProps) => <Input {...props} kind="search" />;
/** A civil date `YYYY-MM-DD`, or empty. */
export const DateField = (props: TextProps & { min?: string; max?: string }) => (
  <Input {...props} kind="date" />
);
/** A time of day `HH:mm`, or empty. */
export const TimeField = (props: TextProps) => <Input {...props} kind="time" />;

/** A number, or undefined while empty or not a number. */
export function NumberField(
  props: Omit<TextProps, 'value' | 'onChange'> & {
    value: number | undefined;
    onChange: (value: number | undefined) => void;
    min?: number;
    max?: number;
    step?: number;
  },
) {
  return (
    <Input
      {...props}
      kind="number"
      min={props.min?.toString()}
      max={props.max?.toString()}
      step={props.step?.toString() ?? 'any'}
      value={props.value === undefined ? '' : String(props.value)}
      onChange={(text) => {
        const number = Number(text);
        props.onChange(text === '' || Number.isNaN(number) ? undefined : number);
      }}
    />
  );
}

/** Several lines of text; grows with its content. */
export function TextAreaField(
  props: TextProps & {
    rows?: number;
    onPaste?: (event: ClipboardEvent) => void;
    /** Says under the field which expressions may be miswritten. */
    terms?: boolean;
  },
) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight + 2, 480)}px`;
  }, [props.value]);
  const field = (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(id, describedBy) => (
        <textarea
          ref={area}
          id={id}
          name={props.name}
          class="field-input leading-relaxed"
          rows={props.rows ?? 3}
          value={props.value}
          placeholder={props.placeholder}
          disabled={props.disabled}
          aria-describedby={describedBy}
          aria-invalid={props.error ? 'true' : undefined}
          onInput={(event) => props.onChange(event.currentTarget.value)}
          onPaste={props.onPaste}
        />
      )}
    </Field>
  );
  if (!props.terms) return field;
  return (
    <div class="space-y-1.5">
      {field}
      <FieldTerms value={props.value} onChange={props.onChange} />
    </div>
  );
}

export interface Option<V extends string = string> {
  value: V;
  label: string;
}

/** One of several, in a list that opens. */
export function SelectField<V extends string>(props: {
  label: ComponentChildren;
  value: V | '';
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  hint?: ComponentChildren;
  error?: ComponentChildren;
  disabled?: boolean;
  /** First entry for "none chosen". */
  empty?: string;
  name?: string;
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(id, describedBy) => (
        <select
          id={id}
          name={props.name}
          class="field-input"
          value={props.value}
          disabled={props.disabled}
          aria-describedby={describedBy}
          aria-invalid={props.error ? 'true' : undefined}
          onChange={(event) => props.onChange(event.currentTarget.value as V)}
        >
          {props.empty !== undefined && <option value="">{props.empty}</option>}
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Yes or no. */
export function CheckField(props: {
  label: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: ComponentChildren;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div class="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        class="checkbox checkbox-primary checkbox-sm mt-0.5"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label for={id} class="min-w-0 flex-1">
        {props.label}
        {props.hint && <span class="text-meta text-ink-3 block">{props.hint}</span>}
      </label>
    </div>
  );
}

/** Any number of several, as chips that are pressed. */
export function Chips<V extends string>(props: {
  label: string;
  options: readonly Option<V>[];
  selected: ReadonlySet<V> | readonly V[];
  onToggle: (value: V) => void;
}) {
  const on = new Set(props.selected);
  return (
    <div role="group" aria-label={props.label} class="flex flex-wrap gap-1.5">
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={on.has(option.value)}
          data-value={option.value}
          class={`text-meta rounded-full border px-3 py-1 ${
            on.has(option.value)
              ? 'border-red bg-red-wash text-red-ink font-semibold'
              : 'border-line-strong bg-card text-ink'
          }`}
          onClick={() => props.onToggle(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** One of a few, side by side, with its label above when `showLabel`. With `keys`, digits 1… choose while the group or its page has the focus. */
export function Segments<V extends string>(props: {
  label: string;
  options: readonly Option<V>[];
  value: V | undefined;
  onChange: (value: V) => void;
  keys?: boolean;
  showLabel?: boolean;
  /** Colour of the chosen segment per value. */
  tones?: Partial<Record<V, string>>;
}) {
  const name = useId();
  const group = (
    <fieldset
      class="border-line-strong bg-card flex overflow-hidden rounded-lg border"
      onKeyDown={(event) => {
        const option = props.keys ? props.options[Number(event.key) - 1] : undefined;
        if (option && !event.isComposing) props.onChange(option.value);
      }}
    >
      <legend class="sr-only">{props.label}</legend>
      {props.options.map((option, index) => {
        const chosen = option.value === props.value;
        return (
          <label
            key={option.value}
            class={`text-meta has-[:focus-visible]:outline-red relative flex-1 cursor-pointer px-1 py-1.5 text-center has-[:focus-visible]:outline-2 has-[:focus-visible]:-outline-offset-2 ${
              index ? 'border-line border-l' : ''
            } ${chosen ? `font-semibold ${props.tones?.[option.value] ?? 'bg-red-wash text-red-ink'}` : ''}`}
          >
            <input
              type="radio"
              class="sr-only"
              name={name}
              value={option.value}
              checked={chosen}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
            {props.keys && (
              <>
                {' '}
                <Kbd>{index + 1}</Kbd>
              </>
            )}
          </label>
        );
      })}
    </fieldset>
  );
  if (!props.showLabel) return group;
  return (
    <div class="grid min-w-0 content-start gap-1">
      <span class="text-meta text-ink-2" aria-hidden="true">
        {props.label}
      </span>
      {group}
    </div>
  );
}
