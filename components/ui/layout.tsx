import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Icon } from './icon';
import { goBack, keepFocus, Link } from './router';
import { useAskedField } from './use-asked-field';

export type Tone = 'ok' | 'due' | 'bad' | 'info' | 'unknown';

const TONES: Record<Tone, string> = {
  ok: 'bg-ok-wash text-ok',
  due: 'bg-due-wash text-due',
  bad: 'bg-red-wash text-red-ink',
  info: 'bg-info-wash text-info',
  unknown: 'bg-unknown-wash text-unknown',
};

/** A state in words on its quiet colour. */
export const Pill = (props: { tone: Tone; children: ComponentChildren }) => (
  <span class={`pill ${TONES[props.tone]}`}>{props.children}</span>
);

/**
 * The scaffolding of one screen: head with title (and a way back), scrolling body, and the bar at the bottom that
 * ends a form: honest times at the left, actions at the right.
 */
export function Page(props: {
  title: ComponentChildren;
  remark?: ComponentChildren;
  /** Route to go to when the window has no history; shows the back button. */
  back?: string;
  /** State at the right of the head, such as 草稿已存. */
  state?: ComponentChildren;
  actions?: ComponentChildren;
  foot?: ComponentChildren;
  children: ComponentChildren;
}) {
  useEffect(keepFocus, []);
  useAskedField();
  return (
    <div class="flex min-h-full flex-col">
      <div class="no-print border-line bg-paper sticky top-0 z-10 flex min-h-12 items-center gap-2 border-b px-3 py-1.5">
        {props.back !== undefined && (
          <button
            type="button"
            class="text-ink-2 hover:bg-sunk grid h-8 w-8 place-items-center rounded-lg"
            aria-label={t('common.back')}
            onClick={() => goBack(props.back as string)}
          >
            <Icon name="back" />
          </button>
        )}
        <h1 class="text-title line-clamp-2 min-w-0 flex-1 font-semibold break-words">
          {props.title}
          {props.remark && <small class="text-meta text-ink-3 ml-2 font-normal">{props.remark}</small>}
        </h1>
        {props.state}
        {props.actions}
      </div>
      <div class="page-body flex-1 space-y-4 p-3.5">{props.children}</div>
      {props.foot && (
        <div class="page-foot no-print border-line bg-card sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-2 border-t px-3.5 py-2.5">
          {props.foot}
        </div>
      )}
    </div>
  );
}

/** A titled part of a screen, with a quiet remark beside the title and a link at the right. */
export function Section(props: {
  title: ComponentChildren;
  remark?: ComponentChildren;
  link?: ComponentChildren;
  id?: string;
  /** Name by which an address leads here. */
  field?: string;
  children: ComponentChildren;
}) {
  return (
    <section class="space-y-2" id={props.id} data-field={props.field}>
      <div class="flex items-baseline gap-2">
        <div class="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <h2 class="text-title min-w-0 font-semibold">{props.title}</h2>
          {props.remark && <span class="text-meta text-ink-3 min-w-0">{props.remark}</span>}
        </div>
        {props.link && <span class="text-meta shrink-0">{props.link}</span>}
      </div>
      {props.children}
    </section>
  );
}

/** Paper with a thin line around it. Rows inside are divided by thin lines. */
export const Card = (props: { children: ComponentChildren; pad?: boolean; class?: string }) => (
  <div
    class={`border-line bg-card rounded-card border ${props.pad ? 'space-y-2 p-3' : 'rows'} ${props.class ?? ''}`}
  >
    {props.children}
  </div>
);

/** One line of a list: something at the left, title and remark, a state or action at the right. */
export function Row(props: {
  lead?: ComponentChildren;
  title: ComponentChildren;
  meta?: ComponentChildren;
  tail?: ComponentChildren;
  /** Something with controls of its own under the text, outside of the link. */
  below?: ComponentChildren;
  to?: string;
  onClick?: () => void;
}) {
  const text = (
    <>
      <span class="block font-semibold break-words">{props.title}</span>
      {props.meta && <span class="text-meta text-ink-2 block break-words">{props.meta}</span>}
    </>
  );
  const body = 'block w-full text-left rounded-s';
  return (
    <div class="flex items-start gap-3 px-3 py-2.5">
      {props.lead}
      <div class="min-w-0 flex-1">
        {props.to ? (
          <Link to={props.to} class={`${body} hover:text-red-ink`}>
            {text}
          </Link>
        ) : props.onClick ? (
          <button type="button" class={`${body} hover:text-red-ink`} onClick={props.onClick}>
            {text}
          </button>
        ) : (
          <div class={body}>{text}</div>
        )}
        {props.below}
      </div>
      {props.tail && <div class="flex shrink-0 flex-wrap items-center gap-1.5">{props.tail}</div>}
    </div>
  );
}

/** A remark on its colour with a line at its left. */
export const Note = (props: { tone: 'info' | 'due' | 'bad' | 'ok'; children: ComponentChildren }) => (
  <div
    role={props.tone === 'bad' ? 'alert' : 'note'}
    class={`note text-meta rounded-r-lg border-l-[3px] border-current px-2.5 py-2 ${TONES[props.tone]}`}
  >
    {props.children}
  </div>
);

/** Says what to do first where there is nothing yet. */
export const EmptyState = (props: {
  title: ComponentChildren;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) => (
  <div class="border-line rounded-card border border-dashed px-4 py-6 text-center">
    <p class="font-semibold">{props.title}</p>
    {props.children && <div class="text-meta text-ink-2 mx-auto mt-1 max-w-prose">{props.children}</div>}
    {props.action && <div class="mt-3 flex flex-wrap justify-center gap-2">{props.action}</div>}
  </div>
);

/** A key of the keyboard, printed where it works. */
export const Kbd = (props: { children: ComponentChildren }) => (
  <kbd class="text-meta rounded border border-b-2 border-current px-1 font-mono text-inherit">
    {props.children}
  </kbd>
);

/** The date block at the left of a row: weekday over day of the month. */
export const DayBlock = (props: { weekday: string; day: string }) => (
  <span class="text-meta text-ink-3 w-10 shrink-0 text-center leading-4">
    {props.weekday}
    <b class="text-ink block text-[1.15rem] leading-6 font-semibold">{props.day}</b>
  </span>
);
