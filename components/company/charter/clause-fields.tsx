import { type ClauseInput, newClause } from '../../../lib/company/charter/charters';
import { currentLanguage, t } from '../../../lib/i18n';
import type { CompanyPack } from '../../../lib/rules/company-pack';
import { packText } from '../../../lib/rules/pack';
import { Button, Card, Chips, IconButton, Section, TextAreaField, TextField } from '../../ui';

/** The clauses of the form: number, chapter, text, and which expected elements each covers. */
export function ClauseFields(props: {
  pack: CompanyPack;
  clauses: readonly ClauseInput[];
  onChange: (clauses: ClauseInput[]) => void;
}) {
  const { pack, clauses } = props;
  const language = currentLanguage();
  const options = pack.elements.map(({ id, title }) => ({ value: id, label: packText(title, language) }));
  const patch = (id: string, next: Partial<ClauseInput>): void =>
    props.onChange(clauses.map((one) => (one.id === id ? { ...one, ...next } : one)));
  return (
    <Section field="clauses" title={t('record.charter.clauses')} remark={t('charter.clausesHint')}>
      {clauses.length > 0 && (
        <Card>
          {clauses.map((clause) => {
            const { id, no, text, part, elements } = clause;
            const name = no || t('charter.unnumbered');
            return (
              <div key={id} class="space-y-2 px-3 py-2.5" data-clause={no}>
                <div class="flex items-end gap-2">
                  <div class="w-28 shrink-0">
                    <TextField
                      label={t('charter.no')}
                      name={`no-${id}`}
                      value={no}
                      onChange={(next) => patch(id, { no: next })}
                    />
                  </div>
                  <div class="min-w-0 flex-1">
                    <TextField
                      label={t('charter.part')}
                      name={`part-${id}`}
                      value={part}
                      onChange={(next) => patch(id, { part: next })}
                    />
                  </div>
                  <IconButton
                    icon="close"
                    label={t('charter.dropClause', { no: name })}
                    onClick={() => props.onChange(clauses.filter((one) => one.id !== id))}
                  />
                </div>
                <TextAreaField
                  label={t('charter.textOf', { no: name })}
                  name={`text-${id}`}
                  rows={2}
                  value={text}
                  onChange={(next) => patch(id, { text: next })}
                />
                <Chips
                  label={t('charter.coversLabel', { no: name })}
                  options={options}
                  selected={elements}
                  onToggle={(element) =>
                    patch(id, {
                      elements: elements.includes(element)
                        ? elements.filter((one) => one !== element)
                        : [...elements, element],
                    })
                  }
                />
              </div>
            );
          })}
        </Card>
      )}
      <Button small icon="plus" action="add-clause" onClick={() => props.onChange([...clauses, newClause()])}>
        {t('charter.addClause')}
      </Button>
    </Section>
  );
}
