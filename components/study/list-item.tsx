import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDay } from '../../lib/rules/calendar';
import { aimOf, setAim, takeOffList } from '../../lib/study/lists/month-list';
import { studiedOf } from '../../lib/study/clip/branch-studied';
import {
  Button,
  IconButton,
  Link,
  TextAreaField,
  toastFault,
  useDraft,
  useLedger,
  useLive,
  useMemberName,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { provenance } from './words';

/** One material of a month's list. Alt and the arrow keys move it, as its two buttons do. */
export function ListItem(props: {
  clip: Rec<'clip'>;
  month: string;
  number: number;
  last: boolean;
  onMove: (step: number) => void;
}) {
  const { clip, month, number } = props;
  const ledger = useLedger();
  const take = async () => {
    try {
      const { n } = await takeOffList(ledger, clip, month);
      toastUndo(ledger, t('study.listOff'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const title = clip.fields.title;
  return (
    <div
      class="px-3 py-2.5"
      data-clip={clip.id}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
        if (!step || !event.altKey) return;
        event.preventDefault();
        props.onMove(step);
      }}
    >
      <div class="flex items-start gap-1">
        <span class="text-ink-3 w-6 shrink-0">{number}</span>
        <div class="min-w-0 flex-1">
          <Link to={`/study/clip/${clip.id}`} class="hover:text-red-ink block font-semibold break-words">
            {title}
          </Link>
          <p class="text-meta text-ink-2 break-words">{provenance(clip) || t('study.noProvenance')}</p>
          <div class="mt-1">
            <Aim clip={clip} month={month} />
          </div>
        </div>
      </div>
      <div class="flex items-start gap-1 pl-7">
        <div class="min-w-0 flex-1 py-1">
          <StudiedLine clip={clip.id} />
        </div>
        <IconButton
          icon="up"
          label={t('lists.up', { title })}
          disabled={number === 1}
          onClick={() => props.onMove(-1)}
        />
        <IconButton
          icon="down"
          label={t('lists.down', { title })}
          disabled={props.last}
          onClick={() => props.onMove(1)}
        />
        <IconButton icon="close" label={t('lists.takeOff', { title })} onClick={() => void take()} />
      </div>
    </div>
  );
}

/** 学习要求: a line of its own, kept as a draft while it is typed. */
function Aim({ clip, month }: { clip: Rec<'clip'>; month: string }) {
  const ledger = useLedger();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const aim = aimOf(clip, month);
  const draftId = `aim:${month}:${clip.id}`;
  const draft = useDraft<{ aim: string }>({
    id: draftId,
    form: 'clip',
    title: () => clip.fields.title,
    route: `/study/list/${month}`,
    initial: () => ({ aim }),
  });
  const text = draft.value?.aim ?? '';
  const isChanged = draft.value !== undefined && text !== aim;
  const save = async () => {
    setBusy(true);
    try {
      await draft.flush();
      await setAim(ledger, clip, month, text, draftId);
      setOpen(false);
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  if (draft.value !== undefined && (open || isChanged)) {
    return (
      <div class="space-y-1.5">
        <TextAreaField
          terms
          label={t('lists.aim')}
          value={text}
          rows={2}
          placeholder={t('lists.aimHint')}
          onChange={(value) => draft.set({ aim: value })}
        />
        <Button small busy={busy} disabled={!isChanged} action="save-aim" onClick={() => void save()}>
          {t('lists.save')}
        </Button>
      </div>
    );
  }
  return (
    <p class="break-words">
      {aim && t('lists.aimLine', { aim }).trim()}
      <span class={aim ? undefined : '-ml-2.5'}>
        <Button
          kind="quiet"
          small
          action="edit-aim"
          label={t('lists.aimOf', { title: clip.fields.title })}
          onClick={() => setOpen(true)}
        >
          {t(aim ? 'lists.correct' : 'lists.writeAim')}
        </Button>
      </span>
    </p>
  );
}

/** How many of the branch have studied a material (`quiet`: says nothing when nobody has); opens the people and the activities behind the number. */
export function StudiedLine({ clip, quiet }: { clip: string; quiet?: boolean }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const studied = useLive(() => studiedOf(ledger, clip), [clip]);
  if (!studied || (quiet && !studied.people.length)) return null;
  if (!studied.people.length) return <p class="text-meta text-ink-3">{t('lists.nobodyYet')}</p>;
  return (
    <details class="text-meta">
      <summary class="text-red-ink inline-block cursor-pointer rounded-s">
        {t('lists.studiedBy', { count: studied.people.length })}
      </summary>
      <p class="text-ink-2 break-words">
        {studied.people
          .map(nameOf)
          .sort((a, b) => a.localeCompare(b, currentLanguage()))
          .join(t('lists.between'))}
      </p>
      {studied.activities.map(({ id, startsAt }) => (
        <p key={id}>
          <Link to={`/life/meeting/${id}`}>
            {t('lists.inActivity', { date: formatDay(startsAt.slice(0, 10), currentLanguage()) })}
          </Link>
        </p>
      ))}
    </details>
  );
}
