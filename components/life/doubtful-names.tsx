import { useEffect } from 'preact/hooks';
import type { NameAnswer } from '../../lib/branch/chosen-names';
import type { NameEntry } from '../../lib/branch/name-list';
import { loadPinyin } from '../../lib/branch/name-search';
import { t } from '../../lib/i18n';
import { Card, CheckField, MemberPicker, Note, useMembers } from '../ui';

/** Names of a pasted list that are not clear, each asked once. Nobody is entered for a name without an answer. */
export function DoubtfulNames(props: {
  entries: readonly NameEntry[];
  answers: Readonly<Record<string, NameAnswer>>;
  onAnswer: (name: string, answer: NameAnswer) => void;
  /** People outside of the roster may be meant. */
  allowFree?: boolean;
}) {
  const roster = useMembers();
  useEffect(() => {
    // Names that sound alike are found once the tables are there; without them the rest works.
    void loadPinyin();
  }, []);
  if (!props.entries.length) return null;
  const open = props.entries.filter((entry) => !props.answers[entry.name]?.who).length;
  return (
    <div class="space-y-2">
      {open > 0 && <Note tone="due">{t('life.pasteDoubtful', { count: open })}</Note>}
      <Card>
        {props.entries.map((entry) => {
          // A name that several people answer to must not be remembered for one of them.
          const single = entry.candidates.length <= 1;
          const answer = props.answers[entry.name] ?? { remember: single };
          const set = (patch: Partial<NameAnswer>) => props.onAnswer(entry.name, { ...answer, ...patch });
          const onRoster = roster.some((member) => member.id === answer.who);
          return (
            <div key={entry.name} class="space-y-1.5 px-3 py-2">
              <p class="break-words">
                <strong>{entry.name}</strong> <span class="text-meta text-ink-3">{entry.raw}</span>
              </p>
              {entry.candidates.length > 0 && (
                <div
                  role="group"
                  aria-label={t('life.pasteWho', { name: entry.name })}
                  class="flex flex-wrap gap-1.5"
                >
                  {entry.candidates.slice(0, 6).map((member) => (
                    <button
                      key={member.id}
                      type="button"
                      aria-pressed={answer.who === member.id}
                      class={`text-meta rounded-full border px-3 py-1 ${
                        answer.who === member.id
                          ? 'border-red bg-red-wash text-red-ink font-semibold'
                          : 'border-line-strong bg-card'
                      }`}
                      onClick={() => set({ who: answer.who === member.id ? undefined : member.id })}
                    >
                      {member.fields.name}
                    </button>
                  ))}
                </div>
              )}
              <MemberPicker
                label={entry.candidates.length ? t('life.pasteOther') : t('life.pasteNobody')}
                value={answer.who}
                onChange={(who) => set({ who })}
                allowFree={props.allowFree}
              />
              {onRoster && (
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
  );
}
