import { useState } from 'preact/hooks';
import { chosenMembers, type ChosenNames, toggleChosen } from '../../lib/branch/chosen-names';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { Button, Chips, Section, TextAreaField } from '../ui';
import { DoubtfulNames } from './doubtful-names';

/** Many members at once: a pasted list, its doubtful names asked once, and chips to mend the choice by hand. */
export function NamesField(props: {
  value: ChosenNames;
  onChange: (value: ChosenNames) => void;
  members: readonly Rec<'member'>[];
  /** Members offered with one press, such as those who missed an activity. */
  suggested?: { label: string; ids: readonly string[] };
}) {
  const { value, members } = props;
  const { ids, doubtful, ignored } = chosenMembers(value, members);
  const [all, setAll] = useState(false);
  const chosen = new Set(ids);
  const listed = all ? members : members.filter((member) => chosen.has(member.id));
  const { suggested } = props;
  return (
    <Section title={t('types.others.who')} remark={t('study.chosen', { count: ids.length })}>
      <TextAreaField
        label={t('study.paste')}
        value={value.pasted}
        rows={3}
        placeholder={t('study.pasteHint')}
        onChange={(pasted) => props.onChange({ ...value, pasted })}
      />
      <DoubtfulNames
        entries={doubtful}
        answers={value.answers}
        onAnswer={(name, answer) =>
          props.onChange({ ...value, answers: { ...value.answers, [name]: answer } })
        }
      />
      {ignored.length > 0 && (
        <details class="text-meta text-ink-2">
          <summary class="cursor-pointer">{t('life.pasteIgnored', { count: ignored.length })}</summary>
          {ignored.map((line, index) => (
            <p key={index} class="break-words">
              {line}
            </p>
          ))}
        </details>
      )}
      {listed.length > 0 && (
        <Chips
          label={t('types.others.who')}
          options={listed.map((member) => ({ value: member.id, label: member.fields.name }))}
          selected={chosen}
          onToggle={(id) => props.onChange(toggleChosen(value, id, members))}
        />
      )}
      <div class="flex flex-wrap gap-2">
        {!all && (
          <Button small onClick={() => setAll(true)}>
            {t('types.others.pick')}
          </Button>
        )}
        {suggested && suggested.ids.length > 0 && (
          <Button
            small
            onClick={() =>
              props.onChange({
                ...value,
                added: [...new Set([...value.added, ...suggested.ids])],
                removed: value.removed.filter((id) => !suggested.ids.includes(id)),
              })
            }
          >
            {suggested.label}
          </Button>
        )}
      </div>
    </Section>
  );
}
