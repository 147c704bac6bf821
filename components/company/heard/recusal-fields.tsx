import { knownPeople } from '../../../lib/company/appointments';
import { type Recusal, recusedPeople } from '../../../lib/company/heard/recusals';
import { t } from '../../../lib/i18n';
import { newId } from '../../../lib/ledger';
import { Button, IconButton, Section, SelectField, TextField, useMembers } from '../../ui';
import type { FoundHeard } from './use-heard';

/** Chosen for somebody of a known name who is another person. */
const ANOTHER = 'another';

/** 回避: who stood back from a matter and why. People who are known are suggested, namesakes are told apart. */
export function RecusalFields(props: {
  value: readonly Recusal[];
  found: FoundHeard;
  onChange: (value: Recusal[]) => void;
}) {
  const { value, found, onChange } = props;
  const members = useMembers();
  const known = recusedPeople(knownPeople(members, found.posts), found.matters);
  const names = [...new Set(known.map(({ name }) => name))];
  const put = (at: number, patch: Partial<Recusal>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...patch } : one)));
  return (
    <Section title={t('record.matter.recusals')} remark={t('heard.recusalHint')}>
      {value.map(({ person, name, reason }, index) => {
        const same = known.filter((one) => one.name === name.trim());
        const nth = { n: index + 1 };
        return (
          <div key={index} class="flex items-start gap-1" data-recusal={index}>
            <div class="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
              <TextField
                label={t('heard.recusalName', nth)}
                name={`recusal-${index}`}
                value={name}
                suggestions={names}
                onChange={(typed) => {
                  const first = known.find((one) => one.name === typed.trim());
                  put(index, { name: typed, person: first?.person ?? newId() });
                }}
              />
              {same.length > 0 && (
                <SelectField
                  label={t('posts.which')}
                  name={`recusal-who-${index}`}
                  value={same.some((one) => one.person === person) ? person : ANOTHER}
                  options={[
                    ...same.map((one) => ({
                      value: one.person,
                      label:
                        [one.member && t('posts.onRoster'), ...one.positions].filter(Boolean).join(' · ') ||
                        one.name,
                    })),
                    { value: ANOTHER, label: t('posts.another') },
                  ]}
                  onChange={(who) => put(index, { person: who === ANOTHER ? newId() : who })}
                />
              )}
              <TextField
                label={t('heard.recusalReason', nth)}
                name={`recusal-reason-${index}`}
                value={reason}
                placeholder={t('heard.recusalReasonHint')}
                onChange={(next) => put(index, { reason: next })}
              />
            </div>
            <IconButton
              icon="close"
              label={t('heard.recusalRemove', { name: name || `${index + 1}` })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          </div>
        );
      })}
      <Button
        small
        icon="plus"
        action="add-recusal"
        onClick={() => onChange([...value, { person: newId(), name: '', reason: '' }])}
      >
        {t('heard.recusalAdd')}
      </Button>
    </Section>
  );
}
