import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { isTaken, lineOf, ownerOf, questionsOf, type ReadingChoices } from '../../lib/life/minutes-apply';
import type { MinutesReading, Proposal, ReadTurn } from '../../lib/life/minutes-read';
import { meetingSummary } from '../../lib/life/summary';
import type { Meeting } from '../../lib/records';
import { lifePack } from '../../lib/rules/packs';
import { Card, MemberPicker, Note, Pill, useMemberName, useMembers } from '../ui';
import { joinSpeaker, linesText, SourceLines } from './rough-notes';
import { entryText, nameList } from './words';

interface PreviewProps {
  notes: string;
  reading: MinutesReading;
  choices: ReadingChoices;
  onChoices: (edit: (choices: ReadingChoices) => ReadingChoices) => void;
  preview: Meeting | undefined;
  date: string;
}

/** Everything that was read, in the order of the notes. */
export function MinutesPreview(props: PreviewProps) {
  const { reading, choices, onChoices } = props;
  const nameOf = useMemberName();
  const take = (id: string, taken: boolean) =>
    onChoices((now) => ({ ...now, taken: { ...now.taken, [id]: taken } }));
  const lines = reading.turns.map((turn) => ({
    turn,
    ...lineOf(turn, reading, choices, nameOf, joinSpeaker),
  }));
  const left = lines.filter(({ turn, text }) => !text || !turn.taken);
  const rows = [
    ...lines
      .filter(({ turn, text }) => text && turn.taken)
      .map(({ turn, text, lines: from }) => ({
        at: from[0],
        node: <TurnRow {...props} turn={turn} text={text} from={from} take={take} />,
      })),
    ...reading.proposals.map((entry) => ({
      at: entry.lines[0],
      node: <ProposalRow {...props} entry={entry} take={take} />,
    })),
  ].sort((a, b) => a.at - b.at);
  const skipped = left.filter(({ turn }) => !turn.parts.some(({ of }) => of));

  return (
    <>
      <p class="text-meta text-ink-2">
        {t('minutes.previewHint', { on: reading.on || t('life.toBeDecided') })}
      </p>
      <Questions {...props} />
      <Card>
        {rows.map(({ node }, index) => (
          <div key={index} class="px-3 py-2">
            {node}
          </div>
        ))}
        {!rows.length && <p class="text-ink-2 px-3 py-2">{t('minutes.nothing')}</p>}
      </Card>
      {skipped.length > 0 && (
        <details class="text-meta text-ink-2">
          <summary class="cursor-pointer">{t('minutes.skipped', { count: skipped.length })}</summary>
          {skipped.map(({ turn }) => (
            <p key={turn.id} class="break-words">
              {turn.raw}
            </p>
          ))}
        </details>
      )}
    </>
  );
}

/** Who 发言人 1 and 小何 are: asked once for all that they said. */
function Questions({ reading, choices, onChoices }: PreviewProps) {
  const members = useMembers();
  const asked = questionsOf(reading);
  if (!asked.length) return null;
  return (
    <div class="rounded-card border-line bg-due-wash space-y-2 border px-3 py-2">
      <p class="text-meta">{t('minutes.who', { count: asked.length })}</p>
      {asked.map(({ name, candidates }) => (
        <div key={name} class="space-y-1">
          <Choices
            label={t('life.pasteWho', { name })}
            before={name}
            options={candidates.slice(0, 6).map((id) => ({
              value: id,
              label: members.find((member) => member.id === id)?.fields.name ?? id,
            }))}
            value={choices.people[name]}
            onChange={(value) => onChoices((now) => ({ ...now, people: { ...now.people, [name]: value } }))}
          />
          {(candidates.length === 0 || candidates.length > 6) && (
            <MemberPicker
              label={t('life.pasteWho', { name })}
              value={choices.people[name] || undefined}
              onChange={(value) =>
                onChoices((now) => ({ ...now, people: { ...now.people, [name]: value ?? '' } }))
              }
              allowFree
            />
          )}
        </div>
      ))}
    </div>
  );
}

function Choices(props: {
  label: string;
  before?: string;
  options: readonly { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <div role="group" aria-label={props.label} class="flex flex-wrap items-center gap-1.5">
      {props.before && <strong>{props.before}</strong>}
      {props.options.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={props.value === value}
          class={`text-meta rounded-full border px-3 py-1 ${
            props.value === value
              ? 'border-red bg-red-wash text-red-ink font-semibold'
              : 'border-line-strong bg-card'
          }`}
          onClick={() => props.onChange(props.value === value ? '' : value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

type RowProps = PreviewProps & { take: (id: string, taken: boolean) => void };

function TurnRow({
  turn,
  text,
  from,
  notes,
  choices,
  take,
}: RowProps & { turn: ReadTurn; text: string; from: [number, number] }) {
  const [open, setOpen] = useState(false);
  return (
    <Take entry={turn} text={text} choices={choices} take={take}>
      <span class="flex flex-wrap items-center gap-1.5">
        <LineButton lines={from} open={open} onToggle={() => setOpen(!open)} />
      </span>
      {open && <SourceLines notes={notes} lines={from} />}
    </Take>
  );
}

/** A line with its check mark: the text is the label. */
function Take(props: {
  entry: Proposal | ReadTurn;
  text: string;
  pill?: ComponentChildren;
  choices: ReadingChoices;
  take: RowProps['take'];
  children: ComponentChildren;
}) {
  const { entry, choices } = props;
  const id = `take-${entry.id}`;
  return (
    <div class="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        class="checkbox checkbox-primary checkbox-sm mt-0.5"
        checked={isTaken(entry, choices)}
        onChange={(event) => props.take(entry.id, event.currentTarget.checked)}
      />
      <div class="min-w-0 flex-1 space-y-1">
        <label for={id} class={`block break-words ${isTaken(entry, choices) ? '' : 'text-ink-3'}`}>
          {props.pill} {props.text}
        </label>
        {props.children}
      </div>
    </div>
  );
}

const LineButton = (props: { lines: readonly [number, number]; open: boolean; onToggle: () => void }) => (
  <button
    type="button"
    aria-expanded={props.open}
    class="text-meta text-ink-2 border-line rounded-full border px-2 py-0.5"
    onClick={props.onToggle}
  >
    {linesText(props.lines)}
  </button>
);

function ProposalRow({ entry, notes, choices, onChoices, take, preview }: RowProps & { entry: Proposal }) {
  const nameOf = useMemberName();
  const [open, setOpen] = useState(false);
  const task = entry.kind === 'resolution' || entry.kind === 'task';
  const owner = ownerOf(entry, choices);
  return (
    <Take
      entry={entry}
      text={textOf(entry, nameOf)}
      choices={choices}
      take={take}
      pill={<Pill tone="info">{tDynamic(`minutes.kind.${entry.kind}`)}</Pill>}
    >
      <span class="text-meta text-ink-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        {task && (
          <>
            <span>{t('minutes.owner', { owner: owner ? nameOf(owner) : t('life.toBeDecided') })}</span>
            <span>
              {t('minutes.due', { due: entry.due?.on ?? t('life.toBeDecided') })}
              {entry.due?.inferred && ` · ${t('minutes.inferred', { words: entry.due.words })}`}
            </span>
          </>
        )}
        {entry.tentative && <Pill tone="due">{t('minutes.tentative')}</Pill>}
        <LineButton lines={entry.lines} open={open} onToggle={() => setOpen(!open)} />
      </span>
      {task && entry.owners.length > 1 && (
        <Choices
          label={t('minutes.ownerOf', { text: entry.text })}
          before={t('minutes.several')}
          options={entry.owners.map(({ name, member }) => ({ value: member ?? name, label: name }))}
          value={choices.owners[entry.id]}
          onChange={(value) => onChoices((now) => ({ ...now, owners: { ...now.owners, [entry.id]: value } }))}
        />
      )}
      {entry.facts && <Compare entry={entry} preview={preview} />}
      {open && <SourceLines notes={notes} lines={entry.lines} />}
    </Take>
  );
}

/** What a proposal would enter, in words. */
function textOf(entry: Proposal, nameOf: (value: string) => string): string {
  if (entry.facts) {
    const marks = Object.entries(entry.facts.marks).map(([id, mark]) =>
      t('life.pastePerson', { name: nameOf(id), state: entryText(mark) }),
    );
    const facts = entry.facts.facts.map(({ field, value }) =>
      t('minutes.fact', {
        field: tDynamic(`life.field.${field === 'end' ? 'endsAt' : field}`),
        value: nameOf(value),
      }),
    );
    return [...facts, ...marks].join(t('life.nameJoin')) || entry.text;
  }
  if (!entry.vote) return entry.text;
  const { vote } = entry;
  const count = (key: 'yes' | 'no' | 'abstain') =>
    `${tDynamic(`ballot.${key}`)} ${vote[key] ?? t('life.toBeDecided')}`;
  const votes = vote.candidates
    ? vote.candidates.map(({ name, yes }) => `${name} ${yes ?? t('life.toBeDecided')}`)
    : [count('yes'), count('no'), count('abstain')];
  const declared = vote.declared ? [tDynamic(`ballot.declared.${vote.declared}`)] : [];
  return [entry.text || t('minutes.voteUnnamed'), ...votes, ...declared].join(' · ');
}

/** Numbers of the notes beside those of the form: what differs is said, nothing is overwritten. */
function Compare({ entry, preview }: { entry: Proposal; preview: Meeting | undefined }) {
  const roster = useMembers();
  const facts = entry.facts;
  if (!facts) return null;
  const summary = preview && meetingSummary(preview, roster, lifePack());
  const differing: string[] = [];
  const compare = (key: 'expected' | 'attended', counted: number | undefined) => {
    const noted = facts.numbers[key];
    if (noted === undefined || counted === undefined || noted === counted) return;
    differing.push(t('minutes.differs', { field: tDynamic(`life.count.${key}`), noted, counted }));
  };
  compare('expected', summary?.expected);
  if (preview?.attendance) compare('attended', summary?.attended);
  return (
    <>
      {differing.length > 0 && <Note tone="due">{differing.join(' ')}</Note>}
      {facts.doubtful.length > 0 && (
        <p class="text-meta text-ink-2">
          {t('minutes.doubtful', { names: nameList(facts.doubtful, (name) => name) })}
        </p>
      )}
    </>
  );
}
