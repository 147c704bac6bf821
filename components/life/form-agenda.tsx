import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { newId, type Rec } from '../../lib/ledger';
import type { AgendaLine } from '../../lib/life/draft';
import { agendaLineOf, clipsOfMonth } from '../../lib/life/prefill';
import { openResolutions } from '../../lib/life/resolutions';
import { matterOf } from '../../lib/records/meeting';
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  IconButton,
  Row,
  SearchField,
  useLedger,
  useLive,
  useMemberName,
  useToday,
} from '../ui';
import type { PartProps } from './form-basics';
import { CarriedFrom, CarryDialog, Undiscussed, useCarryOffers } from './form-matters';

/** Clips listed in the dialog; the search looks through more. */
const LISTED = 60;
const SEARCHED = 1000;
/** Clips of the month that one press may put on the agenda. */
const AT_ONCE = 12;

/** 议程: lines to write, move and take out, from clips and from what earlier activities left open. */
export function AgendaPart({ value, set }: PartProps) {
  const ledger = useLedger();
  const today = useToday();
  const [choosing, setChoosing] = useState<'clips' | 'open' | 'carry' | undefined>(undefined);
  const offers = useCarryOffers(value);
  const ids = value.agenda.flatMap((item) => item.clip ?? []);
  const clips = useLive(() => ledger.getMany('clip', ids), [ids.join()]);
  const month = useLive(() => clipsOfMonth(ledger, today), [today]);
  const open = useLive(() => openResolutions(ledger), []);
  const followUps = (open ?? []).filter((item) => item.fields.meeting !== value.id);
  const fresh = (month ?? []).filter((clip) => !ids.includes(clip.id));

  const change = (edit: (agenda: AgendaLine[]) => AgendaLine[]) =>
    set((form) => ({ ...form, agenda: edit(form.agenda) }));
  const [added, setAdded] = useState('');
  const add = (line: AgendaLine) => change((agenda) => [...agenda, line]);
  const addEmpty = () => {
    const id = newId();
    setAdded(id);
    add({ id, text: '' });
  };
  const move = (index: number, step: number) =>
    change((agenda) => {
      const next = [...agenda];
      const [line] = next.splice(index, 1);
      if (line) next.splice(index + step, 0, line);
      return next;
    });

  return (
    <section class="space-y-1.5" aria-labelledby="agenda-title">
      <h2 id="agenda-title" class="text-meta text-ink-2">
        {t('life.field.agenda')}
      </h2>
      <Card>
        {value.agenda.map((item, index) => (
          <AgendaRow
            key={item.id}
            item={item}
            number={index + 1}
            clip={clips?.find((clip) => clip.id === item.clip)}
            last={index === value.agenda.length - 1}
            focused={item.id === added}
            onEnter={addEmpty}
            onText={(text) =>
              change((agenda) => agenda.map((other) => (other.id === item.id ? { ...other, text } : other)))
            }
            below={
              <CarriedFrom
                text={item.clip ? '' : item.text}
                from={item.from}
                offers={offers}
                onChange={(from) =>
                  change((agenda) =>
                    agenda.map((other) => (other.id === item.id ? { ...other, from } : other)),
                  )
                }
              />
            }
            onMove={(step) => move(index, step)}
            onRemove={() => change((agenda) => agenda.filter((other) => other.id !== item.id))}
          />
        ))}
        <div class="flex flex-wrap items-center gap-x-2 px-2 py-1">
          <Button kind="quiet" icon="plus" onClick={addEmpty}>
            {t('life.agenda.add')}
          </Button>
          <Button kind="quiet" onClick={() => setChoosing('clips')}>
            {fresh.length
              ? t('life.agenda.fromClipsCount', { count: fresh.length })
              : t('life.agenda.fromClips')}
          </Button>
          {fresh.length > 1 && fresh.length <= AT_ONCE && (
            <Button
              kind="quiet"
              action="add-month"
              onClick={() => change((agenda) => [...agenda, ...[...fresh].reverse().map(agendaLineOf)])}
            >
              {t('life.agenda.addMonth', { count: fresh.length })}
            </Button>
          )}
          {followUps.length > 0 && (
            <Button kind="quiet" onClick={() => setChoosing('open')}>
              {t('life.agenda.fromOpen', { count: followUps.length })}
            </Button>
          )}
          {offers.length > 0 && (
            <Button kind="quiet" action="carry-matter" onClick={() => setChoosing('carry')}>
              {t('matter.carry', { count: offers.length })}
            </Button>
          )}
        </div>
      </Card>
      <Undiscussed value={value} />
      <CarryDialog
        open={choosing === 'carry'}
        offers={offers}
        onClose={() => setChoosing(undefined)}
        onChoose={({ text, ref }) => {
          add({ id: newId(), text, from: ref });
          setChoosing(undefined);
        }}
      />
      <Dialog
        open={choosing === 'clips'}
        title={t('life.agenda.chooseClip')}
        onClose={() => setChoosing(undefined)}
      >
        {choosing === 'clips' && (
          <ClipChoice
            taken={ids}
            onChoose={(clip) => {
              add(agendaLineOf(clip));
              setChoosing(undefined);
            }}
          />
        )}
      </Dialog>
      <Dialog
        open={choosing === 'open'}
        title={t('life.agenda.chooseOpen')}
        onClose={() => setChoosing(undefined)}
      >
        <Card>
          {followUps.map((item) => (
            <Row
              key={item.id}
              title={item.fields.text}
              meta={<ResolutionMeta item={item} />}
              onClick={() => {
                add({
                  id: newId(),
                  text: t('life.agenda.followUp', { text: item.fields.text }),
                  from: matterOf({ resolution: item.id }),
                });
                setChoosing(undefined);
              }}
            />
          ))}
        </Card>
      </Dialog>
    </section>
  );
}

/** Who is in charge of a resolution and until when; what nobody has said is 待明确. */
export function ResolutionMeta({ item }: { item: Rec<'resolution'> }) {
  const nameOf = useMemberName();
  return (
    <>
      {t('life.resolution.meta', {
        owner: nameOf(item.fields.owner) || t('life.toBeDecided'),
        due: item.fields.dueOn ?? t('life.toBeDecided'),
      })}
    </>
  );
}

function AgendaRow(props: {
  item: AgendaLine;
  number: number;
  clip: Rec<'clip'> | undefined;
  last: boolean;
  /** The line was just added: it is what the person wants to write in. */
  focused: boolean;
  /** What the line carries on. */
  below: ComponentChildren;
  onEnter: () => void;
  onText: (text: string) => void;
  onMove: (step: number) => void;
  onRemove: () => void;
}) {
  const { item, number, clip } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (props.focused) input.current?.focus();
  }, [props.focused]);
  return (
    <div class="flex items-start gap-1 px-3 py-1.5">
      <span class="text-ink-3 w-4 pt-1.5">{number}</span>
      <div class="min-w-0 flex-1">
        <textarea
          rows={1}
          class="field-input field-sizing-content resize-none border-transparent bg-transparent px-1"
          aria-label={t('life.agenda.item', { number })}
          value={item.text}
          placeholder={t('life.agenda.placeholder')}
          ref={input}
          onInput={(event) => props.onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            props.onEnter();
          }}
        />
        {item.clip && (
          <p class="text-meta text-ink-2 px-1 break-words">
            {clip ? clipMeta(clip) : t('life.agenda.clipGone')}
          </p>
        )}
        {props.below}
      </div>
      <IconButton
        icon="up"
        label={t('life.agenda.up', { number })}
        disabled={number === 1}
        onClick={() => props.onMove(-1)}
      />
      <IconButton
        icon="down"
        label={t('life.agenda.down', { number })}
        disabled={props.last}
        onClick={() => props.onMove(1)}
      />
      <IconButton icon="close" label={t('life.agenda.remove', { number })} onClick={props.onRemove} />
    </div>
  );
}

/** 学习材料 · source and date · quotations. */
export function clipMeta(clip: Rec<'clip'>): string {
  const { source, siteName, published, quotations } = clip.fields;
  const origin = [source ?? siteName, published?.slice(0, 10)].filter(Boolean).join(' ');
  const count = Object.keys(quotations ?? {}).length;
  return [t('life.agenda.material'), origin, count ? t('life.agenda.quotes', { count }) : '']
    .filter(Boolean)
    .join(' · ');
}

function ClipChoice(props: { taken: readonly string[]; onChoose: (clip: Rec<'clip'>) => void }) {
  const ledger = useLedger();
  const [text, setText] = useState('');
  const clips = useLive(() => ledger.list('clip', { reverse: true, limit: SEARCHED }), []);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = (clips ?? []).filter((clip) => {
    const all =
      `${clip.fields.title} ${clip.fields.source ?? ''} ${clip.fields.siteName ?? ''}`.toLowerCase();
    return !props.taken.includes(clip.id) && words.every((word) => all.includes(word));
  });
  if (clips && !clips.length) {
    return <EmptyState title={t('life.agenda.noClips')}>{t('life.agenda.noClipsHint')}</EmptyState>;
  }
  return (
    <>
      <SearchField label={t('life.agenda.searchClips')} value={text} onChange={setText} />
      <Card>
        {found.slice(0, LISTED).map((clip) => (
          <Row
            key={clip.id}
            title={clip.fields.title}
            meta={clipMeta(clip)}
            onClick={() => props.onChoose(clip)}
          />
        ))}
      </Card>
      {clips && !found.length && <p class="text-meta text-ink-3">{t('life.nothingFits')}</p>}
    </>
  );
}
