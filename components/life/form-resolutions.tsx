import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { newId } from '../../lib/ledger';
import type { ResolutionLine } from '../../lib/life/draft';
import { ownerOf, noChoices } from '../../lib/life/minutes-apply';
import { readMinutes } from '../../lib/life/minutes-read';
import { Button, Card, DateField, IconButton, MemberPicker, Pill, useMembers } from '../ui';
import type { PartProps } from './form-basics';

/** Lines of the minutes offered as tasks at a time. */
const OFFERED = 3;

/** 决议与任务: what was decided, who is in charge, until when. */
export function ResolutionPart({ value, set }: PartProps) {
  const members = useMembers();
  const [added, setAdded] = useState('');
  const change = (edit: (lines: ResolutionLine[]) => ResolutionLine[]) =>
    set((form) => ({ ...form, resolutions: edit(form.resolutions) }));
  const patch = (id: string, fields: Partial<ResolutionLine>) =>
    change((lines) => lines.map((line) => (line.id === id ? { ...line, ...fields } : line)));
  const add = (fields: Partial<ResolutionLine> = {}) => {
    const id = newId();
    if (!fields.text) setAdded(id);
    change((lines) => [...lines, { id, text: '', owner: '', dueOn: '', ...fields }]);
  };
  const offers = useMemo(() => {
    const taken = new Set(value.resolutions.map((line) => line.text.trim()));
    const { proposals } = readMinutes(value.minutes, { members, on: value.date, agenda: value.agenda });
    return proposals.filter(
      ({ kind, taken: offered, text }) =>
        offered && (kind === 'resolution' || kind === 'task') && !taken.has(text),
    );
  }, [value.minutes, value.date, value.resolutions, value.agenda, members]);

  return (
    <section class="space-y-1.5" aria-labelledby="resolutions-title">
      <h2 id="resolutions-title" class="text-meta text-ink-2">
        {t('life.resolutions')}
      </h2>
      <Card>
        {value.resolutions.map((line, index) => (
          <ResolutionRow
            key={line.id}
            line={line}
            number={index + 1}
            focused={line.id === added}
            onChange={(fields) => patch(line.id, fields)}
            onRemove={() => change((lines) => lines.filter((other) => other.id !== line.id))}
          />
        ))}
        {offers.slice(0, OFFERED).map((task) => (
          <div key={task.id} class="flex items-center gap-2 px-3 py-1.5">
            <span class="text-meta text-ink-2 min-w-0 flex-1 break-words">{task.text}</span>
            <Pill tone="info">{t('life.fromMinutes', { line: task.lines[0] })}</Pill>
            <Button
              small
              onClick={() =>
                add({
                  text: task.text,
                  owner: ownerOf(task, noChoices()),
                  dueOn: task.due?.on ?? '',
                  item: task.item,
                })
              }
            >
              {t('life.makeTask')}
            </Button>
          </div>
        ))}
        <div class="px-2 py-1">
          <Button kind="quiet" icon="plus" onClick={() => add()}>
            {t('life.addResolution')}
          </Button>
        </div>
      </Card>
    </section>
  );
}

function ResolutionRow(props: {
  line: ResolutionLine;
  number: number;
  focused: boolean;
  onChange: (fields: Partial<ResolutionLine>) => void;
  onRemove: () => void;
}) {
  const { line, number } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (props.focused) input.current?.focus();
  }, [props.focused]);
  return (
    <div class="space-y-1.5 px-3 py-2">
      <div class="flex items-center gap-1">
        <textarea
          ref={input}
          rows={1}
          class="field-input field-sizing-content resize-none"
          aria-label={t('life.resolutionText', { number })}
          value={line.text}
          placeholder={t('life.resolutionPlaceholder')}
          onInput={(event) => props.onChange({ text: event.currentTarget.value })}
        />
        <IconButton icon="close" label={t('life.removeResolution', { number })} onClick={props.onRemove} />
      </div>
      <div class="grid grid-cols-2 gap-2">
        <MemberPicker
          label={t('life.field.owner')}
          value={line.owner || undefined}
          onChange={(owner) => props.onChange({ owner: owner ?? '' })}
          allowFree
        />
        <DateField
          label={t('life.field.dueOn')}
          value={line.dueOn}
          onChange={(dueOn) => props.onChange({ dueOn })}
        />
      </div>
    </div>
  );
}
