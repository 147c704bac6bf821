import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { newId } from '../../lib/ledger';
import type { BallotLine, MeetingDraft } from '../../lib/life/draft';
import { judgeOf, usualKind } from '../../lib/life/voters';
import type { Meeting } from '../../lib/records';
import { BALLOT_KINDS, BALLOT_METHODS } from '../../lib/records/ballot';
import { lifePack } from '../../lib/rules/packs';
import { Button, Card, IconButton, NumberField, Segments, SelectField, TextField, useMembers } from '../ui';
import { BallotElection } from './ballot-election';
import { BallotVerdict } from './ballot-verdict';
import type { PartProps } from './form-basics';

/** 表决: each vote with its numbers and what the rules say about them. Nobody's vote is entered by name. */
export function BallotPart({ value, set, preview }: PartProps & { preview: Meeting | undefined }) {
  const change = (edit: (lines: BallotLine[]) => BallotLine[]) =>
    set((form) => ({ ...form, ballots: edit(form.ballots) }));
  const add = () => {
    const kind = usualKind(value.types);
    change((lines) => [...lines, { id: newId(), order: lines.length + 1, kind, text: '' }]);
  };
  return (
    <section class="space-y-1.5" aria-labelledby="ballots-title">
      <h2 id="ballots-title" class="text-meta text-ink-2">
        {t('ballot.title')}
      </h2>
      <Card>
        {value.ballots.map((line, index) => (
          <BallotRow
            key={line.id}
            line={line}
            number={index + 1}
            form={value}
            preview={preview}
            onChange={(patch) =>
              change((lines) => lines.map((other) => (other.id === line.id ? { ...other, ...patch } : other)))
            }
            onRemove={() => change((lines) => lines.filter((other) => other.id !== line.id))}
          />
        ))}
        <div class="px-2 py-1">
          <Button kind="quiet" icon="plus" action="add-ballot" onClick={add}>
            {t('ballot.add')}
          </Button>
        </div>
      </Card>
    </section>
  );
}

interface RowProps {
  line: BallotLine;
  number: number;
  form: MeetingDraft;
  preview: Meeting | undefined;
  onChange: (patch: Partial<BallotLine>) => void;
  onRemove: () => void;
}

function BallotRow({ line, number, form, preview, onChange, onRemove }: RowProps) {
  const roster = useMembers();
  const pack = lifePack();
  const election = line.kind === 'election';
  const written = line.kind !== 'committee' && pack.votes[line.kind].writtenCounts;
  // While the form is open the people of the day are those of roster and attendance as they stand in it.
  const judged = preview && judgeOf({ ...line, counted: undefined }, preview, roster, pack);
  const count = (key: 'yes' | 'no' | 'abstain' | 'invalid' | 'written') => (
    <NumberField
      label={tDynamic(`ballot.${key}`)}
      value={line[key]}
      min={0}
      step={1}
      onChange={(next) => onChange({ [key]: next })}
    />
  );
  return (
    <div class="space-y-2 px-3 py-2" data-part="ballot">
      <div class="flex items-end gap-1">
        <div class="min-w-0 flex-1">
          <TextField
            label={t('ballot.subject', { number })}
            value={line.text}
            placeholder={t('ballot.subjectHint')}
            onChange={(text) => onChange({ text })}
          />
        </div>
        <IconButton icon="close" label={t('ballot.remove', { number })} onClick={onRemove} />
      </div>
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <BelongsTo line={line} form={form} onChange={onChange} />
        <SelectField
          label={t('ballot.kindLabel')}
          value={line.kind}
          options={BALLOT_KINDS.map((kind) => ({ value: kind, label: tDynamic(`ballot.kind.${kind}`) }))}
          onChange={(kind) => onChange({ kind })}
        />
      </div>
      <Segments
        label={t('ballot.methodLabel')}
        options={BALLOT_METHODS.map((method) => ({
          value: method,
          label: tDynamic(`ballot.method.${method}`),
        }))}
        value={line.method}
        onChange={(method) => onChange({ method })}
      />
      {election ? (
        <BallotElection line={line} onChange={onChange} />
      ) : (
        <>
          <div class="grid grid-cols-3 gap-2">
            {count('yes')}
            {count('no')}
            {count('abstain')}
            {written && count('written')}
          </div>
          <Segments
            showLabel
            label={t('ballot.declaredLabel')}
            options={(['passed', 'failed'] as const).map((result) => ({
              value: result,
              label: tDynamic(`ballot.declared.${result}`),
            }))}
            value={line.declared}
            onChange={(declared) => onChange({ declared })}
          />
        </>
      )}
      {judged && (
        <>
          <Voters line={line} voters={judged.voters} onChange={onChange} />
          <BallotVerdict ballot={line} result={judged.result} />
        </>
      )}
    </div>
  );
}

/** The item of the agenda or the resolution that the vote was on; its words are taken over. */
function BelongsTo({ line, form, onChange }: Pick<RowProps, 'line' | 'form' | 'onChange'>) {
  const agenda = form.agenda.filter((item) => item.text.trim());
  const resolutions = form.resolutions.filter((item) => item.text.trim());
  const value = line.resolution ? `r:${line.resolution}` : line.item ? `a:${line.item}` : '';
  const choose = (chosen: string) => {
    const id = chosen.slice(2);
    const from = chosen.startsWith('r:') ? resolutions : agenda;
    const text = from.find((item) => item.id === id)?.text ?? '';
    onChange({
      resolution: chosen.startsWith('r:') ? id : undefined,
      item: chosen.startsWith('a:') ? id : undefined,
      ...(line.text.trim() ? {} : { text }),
    });
  };
  return (
    <SelectField
      label={t('ballot.belongsTo')}
      value={value}
      empty={t('ballot.belongsToNone')}
      options={[
        ...agenda.map((item, index) => ({
          value: `a:${item.id}`,
          label: t('ballot.agendaItem', { number: index + 1, text: item.text }),
        })),
        ...resolutions.map((item, index) => ({
          value: `r:${item.id}`,
          label: t('ballot.resolutionItem', { number: index + 1, text: item.text }),
        })),
      ]}
      onChange={choose}
    />
  );
}

/** 应到 and 实到 of the activity, and of those with a vote; a person may enter other numbers and says why. */
function Voters(props: {
  line: BallotLine;
  voters: { expected: number; attended: number; eligible: number; present: number; online: number };
  onChange: RowProps['onChange'];
}) {
  const { line, voters, onChange } = props;
  const entered = line.eligible !== undefined || line.present !== undefined || line.online !== undefined;
  const [open, setOpen] = useState(entered);
  const number = (key: 'eligible' | 'present' | 'online') => (
    <NumberField
      label={tDynamic(`ballot.${key}`)}
      value={line[key] ?? voters[key]}
      min={0}
      step={1}
      onChange={(next) => onChange({ [key]: next === voters[key] ? undefined : next })}
    />
  );
  return (
    <div class="space-y-2">
      <p class="text-meta text-ink-2">
        {t('ballot.voters', voters)}{' '}
        {!open && (
          <Button small kind="quiet" onClick={() => setOpen(true)}>
            {t('ballot.editVoters')}
          </Button>
        )}
      </p>
      {open && (
        <>
          <div class="grid grid-cols-3 gap-2">
            {number('eligible')}
            {number('present')}
            {number('online')}
          </div>
          <TextField
            label={t('ballot.reason')}
            value={line.reason ?? ''}
            placeholder={t('ballot.reasonHint')}
            onChange={(reason) => onChange({ reason })}
          />
        </>
      )}
    </div>
  );
}
