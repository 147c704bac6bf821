import { useEffect, useRef, useState } from 'preact/hooks';
import { loadPinyin } from '../../lib/branch/name-search';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import {
  type ListMarks,
  markOfEntry,
  rememberAlias,
  setAttendanceFromList,
} from '../../lib/life/attendance-list';
import type { AttendanceEntry, AttendanceState } from '../../lib/records/meeting';
import {
  Button,
  Card,
  CheckField,
  Dialog,
  MemberPicker,
  Note,
  Segments,
  TextAreaField,
  toast,
  toastFault,
  useGroups,
  useLedger,
  useMemberName,
} from '../ui';
import { focusAction } from './focus-action';
import { entryText } from './words';

const STATES: readonly AttendanceState[] = ['present', 'online', 'leave', 'absent'];

/** What a person decided about a name that was in doubt. Undecided names mark nobody. */
interface Answer {
  member?: string;
  remember: boolean;
  /** Not on the roster, and there all the same: 列席. */
  guest?: boolean;
}

/** 粘贴接龙: a list from the group chat becomes attendance. Doubtful names are asked once, in one place. */
export function PasteDialog(props: {
  open: boolean;
  /** What was pasted already: read at once; empty = to be pasted here. */
  text: string;
  members: readonly Rec<'member'>[];
  attendance: Readonly<Record<string, AttendanceEntry>>;
  onClose: () => void;
  onMarks: (marks: Record<string, AttendanceEntry>) => void;
  /** People outside of the roster who were there. */
  onGuests: (names: string[]) => void;
}) {
  const ledger = useLedger();
  const [text, setText] = useState('');
  const [state, setState] = useState<AttendanceState>('present');
  const [list, setList] = useState<ListMarks | undefined>(undefined);
  const [answers, setAnswers] = useState<Record<number, Answer>>({});
  /** Another choice among people of one name, by the person remembered. */
  const [instead, setInstead] = useState<Record<string, string>>({});
  const [companions, setCompanions] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!props.open) return;
    box.current?.querySelector('textarea')?.focus();
    setText(props.text);
    setList(undefined);
    setAnswers({});
    setInstead({});
    setCompanions(false);
    // Names that sound alike are found once the tables are there; without them the rest works.
    const tables = loadPinyin();
    if (props.text) void tables.catch(() => undefined).then(() => read(props.text));
  }, [props.open, props.text]);
  // A list without any doubt is entered with the Enter key.
  useEffect(() => {
    if (list && !list.doubtful.length) focusAction('apply-list');
  }, [list]);

  const read = (pasted: string) => {
    const present = props.members.filter((member) => !member.fields.leftOn || props.attendance[member.id]);
    const result = setAttendanceFromList(pasted, present, state);
    setAnswers(
      Object.fromEntries(
        // What is asked is asked once; of people of one name the choice can be changed the next time.
        result.doubtful.map((entry, index) => [
          index,
          { remember: true, guest: entry.state === 'observer' && !entry.candidates.length },
        ]),
      ),
    );
    setList(result);
  };
  const apply = async () => {
    if (!list) return;
    const marks = { ...list.marks };
    for (const [index, entry] of list.doubtful.entries()) {
      const id = answers[index]?.member;
      if (id) marks[id] = markOfEntry(entry, state);
    }
    for (const entry of list.remembered) {
      const other = entry.member && instead[entry.member.id];
      if (!entry.member || !other || other === entry.member.id) continue;
      marks[other] = markOfEntry(entry, state);
      delete marks[entry.member.id];
    }
    const guests = list.doubtful.filter((_, index) => answers[index]?.guest).map(({ name }) => name);
    if (companions) {
      guests.push(...list.companions.map(({ name, count }) => t('life.pasteCompanion', { name, count })));
    }
    props.onMarks(marks);
    if (guests.length) props.onGuests(guests);
    props.onClose();
    toast(t('life.pasteDone', { count: Object.keys(marks).length }));
    try {
      for (const [index, entry] of list.doubtful.entries()) {
        const answer = answers[index];
        if (answer?.member && answer.remember) await rememberAlias(ledger, answer.member, entry.name);
      }
      for (const entry of list.remembered) {
        const other = entry.member && instead[entry.member.id];
        if (other && other !== entry.member?.id) await rememberAlias(ledger, other, entry.name);
      }
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Dialog
      open={props.open}
      title={t('life.paste')}
      onClose={props.onClose}
      foot={
        list ? (
          <>
            <Button onClick={() => setList(undefined)}>{t('common.back')}</Button>
            <Button kind="primary" action="apply-list" onClick={() => void apply()}>
              {t('life.pasteApply')}
            </Button>
          </>
        ) : (
          <Button kind="primary" disabled={!text.trim()} action="read-list" onClick={() => read(text)}>
            {t('life.pasteRead')}
          </Button>
        )
      }
    >
      {!list ? (
        <div ref={box} class="space-y-3">
          <TextAreaField
            label={t('life.pasteLabel')}
            value={text}
            onChange={setText}
            onPaste={(event) => {
              const pasted = event.clipboardData?.getData('text/plain') ?? '';
              // The first paste is the list; what is pasted into a text is part of it.
              if (text.trim() || !pasted.trim()) return;
              event.preventDefault();
              setText(pasted);
              read(pasted);
            }}
            rows={8}
            placeholder={t('life.pastePlaceholder')}
            hint={t('life.pasteHint')}
          />
          <div class="grid gap-1">
            <span class="text-meta text-ink-2">{t('life.pasteState')}</span>
            <Segments
              label={t('life.pasteState')}
              options={STATES.map((value) => ({ value, label: tDynamic(`life.mark.${value}`) }))}
              value={state}
              onChange={setState}
            />
          </div>
        </div>
      ) : (
        <Result
          list={list}
          answers={answers}
          onAnswer={(index, answer) => setAnswers({ ...answers, [index]: answer })}
          instead={instead}
          onInstead={(from, to) => setInstead({ ...instead, [from]: to })}
          companions={companions}
          onCompanions={setCompanions}
        />
      )}
    </Dialog>
  );
}

function Result(props: {
  list: ListMarks;
  answers: Record<number, Answer>;
  onAnswer: (index: number, answer: Answer) => void;
  instead: Record<string, string>;
  onInstead: (from: string, to: string) => void;
  companions: boolean;
  onCompanions: (taken: boolean) => void;
}) {
  const { list, answers } = props;
  const nameOf = useMemberName();
  const marked = Object.entries(list.marks);
  return (
    <>
      <p>{t('life.pasteFound', { count: marked.length })}</p>
      {marked.length > 0 && (
        <p class="text-meta text-ink-2">
          {marked
            .map(([id, entry]) => t('life.pastePerson', { name: nameOf(id), state: entryText(entry) }))
            .join(t('life.nameJoin'))}
        </p>
      )}
      {list.doubtful.length > 0 && (
        <div class="space-y-2">
          <Note tone="due">{t('life.pasteDoubtful', { count: list.doubtful.length })}</Note>
          <Card>
            {list.doubtful.map((entry, index) => {
              const answer = answers[index] ?? { remember: false };
              const set = (patch: Partial<Answer>) => props.onAnswer(index, { ...answer, ...patch });
              return (
                <div key={`${index}${entry.raw}`} class="space-y-1.5 px-3 py-2">
                  <p class="break-words">
                    <strong>{entry.name}</strong> <span class="text-meta text-ink-3">{entry.raw}</span>
                  </p>
                  <Candidates
                    name={entry.name}
                    candidates={entry.candidates}
                    value={answer.member}
                    onChange={(member) => set({ member, guest: false })}
                  />
                  <MemberPicker
                    label={entry.candidates.length ? t('life.pasteOther') : t('life.pasteNobody')}
                    value={answer.member}
                    onChange={(member) => set({ member, guest: member ? false : answer.guest })}
                  />
                  {!answer.member && (
                    <CheckField
                      label={t('life.pasteGuest')}
                      checked={answer.guest ?? false}
                      onChange={(guest) => set({ guest })}
                    />
                  )}
                  {answer.member && (
                    <CheckField
                      label={t('life.pasteRemember', { name: entry.name })}
                      checked={answer.remember}
                      onChange={(remember) => set({ remember })}
                    />
                  )}
                </div>
              );
            })}
          </Card>
        </div>
      )}
      {list.remembered.map((entry) => (
        <div key={entry.raw} class="space-y-1">
          <p class="text-meta text-ink-2">{t('life.pasteRemembered', { name: entry.name })}</p>
          <Candidates
            name={entry.name}
            candidates={entry.candidates}
            value={(entry.member && props.instead[entry.member.id]) ?? entry.member?.id}
            onChange={(member) => member && entry.member && props.onInstead(entry.member.id, member)}
          />
        </div>
      ))}
      {list.companions.length > 0 && (
        <CheckField
          label={t('life.pasteCompanions', {
            count: list.companions.reduce((sum, { count }) => sum + count, 0),
          })}
          checked={props.companions}
          onChange={props.onCompanions}
        />
      )}
      {list.ignored.length > 0 && (
        <details class="text-meta text-ink-2">
          <summary class="cursor-pointer">{t('life.pasteIgnored', { count: list.ignored.length })}</summary>
          {list.ignored.map((line, index) => (
            <p key={index} class="break-words">
              {line}
            </p>
          ))}
        </details>
      )}
    </>
  );
}

/** People a name may mean; those of one name are told apart by their work or group. */
function Candidates(props: {
  name: string;
  candidates: readonly Rec<'member'>[];
  value: string | undefined;
  onChange: (member: string | undefined) => void;
}) {
  const groups = useGroups();
  if (!props.candidates.length) return null;
  const names = props.candidates.map(({ fields }) => fields.name);
  const apart = new Set(names).size < names.length;
  return (
    <div role="group" aria-label={t('life.pasteWho', { name: props.name })} class="flex flex-wrap gap-1.5">
      {props.candidates.slice(0, 6).map(({ id, fields }) => {
        const more = fields.job ?? groups.find((group) => group.id === fields.group)?.fields.name;
        return (
          <button
            key={id}
            type="button"
            aria-pressed={props.value === id}
            class={`text-meta rounded-full border px-3 py-1 ${
              props.value === id
                ? 'border-red bg-red-wash text-red-ink font-semibold'
                : 'border-line-strong bg-card'
            }`}
            onClick={() => props.onChange(props.value === id ? undefined : id)}
          >
            {apart && more ? t('life.pastePerson', { name: fields.name, state: more }) : fields.name}
          </button>
        );
      })}
    </div>
  );
}
