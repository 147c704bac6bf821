import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

const KINDS = {
  primary: 'btn-primary',
  plain: 'btn-plain',
  quiet: 'btn-quiet',
  danger: 'btn-danger',
} as const;

/** A button. One `primary` at most per screen; `quiet` looks like a link. `busy` keeps it from being pressed twice. */
export function Button(props: {
  kind?: keyof typeof KINDS;
  small?: boolean;
  busy?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
  label?: string;
  icon?: IconName;
  pressed?: boolean;
  /** A stable hook for scripts that drive the product, such as the tour. */
  action?: string;
  onClick?: (event: MouseEvent) => void;
  children: ComponentChildren;
}) {
  return (
    <button
      type={props.type ?? 'button'}
      class={`btn ${KINDS[props.kind ?? 'plain']} ${props.small ? 'btn-small' : ''}`}
      disabled={props.disabled || props.busy}
      aria-busy={props.busy || undefined}
      aria-label={props.label}
      aria-pressed={props.pressed}
      data-action={props.action}
      onClick={props.onClick}
    >
      {props.busy ? (
        <span class="loading loading-spinner loading-xs" aria-hidden="true" />
      ) : (
        props.icon && <Icon name={props.icon} size={17} />
      )}
      {props.children}
    </button>
  );
}

/** A square button that shows only an icon; `label` is its name for readers and the tooltip. */
export function IconButton(props: {
  icon: IconName;
  label: string;
  onClick?: (event: MouseEvent) => void;
  disabled?: boolean;
  expanded?: boolean;
}) {
  return (
    <button
      type="button"
      class="text-ink-2 hover:bg-sunk grid h-8 w-8 shrink-0 place-items-center rounded-lg disabled:opacity-40"
      aria-label={props.label}
      aria-expanded={props.expanded}
      title={props.label}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}
