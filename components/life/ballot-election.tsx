import { t } from '../../lib/i18n';
import type { BallotLine } from '../../lib/life/draft';
import { Button, CheckField, IconButton, NumberField, TextField } from '../ui';

/** Candidates with their votes, and the number to be elected. */
export function BallotElection(props: { line: BallotLine; onChange: (patch: Partial<BallotLine>) => void }) {
  const { line, onChange } = props;
  const candidates = line.candidates ?? [];
  const patch = (index: number, fields: Partial<(typeof candidates)[number]>) =>
    onChange({ candidates: candidates.map((item, at) => (at === index ? { ...item, ...fields } : item)) });
  return (
    <div class="space-y-2">
      {candidates.map((candidate, index) => (
        <div key={index} class="flex items-end gap-2">
          <div class="min-w-0 flex-1">
            <TextField
              label={t('ballot.candidate', { number: index + 1 })}
              value={candidate.name}
              onChange={(name) => patch(index, { name })}
            />
          </div>
          <div class="w-24">
            <NumberField
              label={t('ballot.candidateVotes')}
              value={candidate.yes}
              min={0}
              step={1}
              onChange={(yes) => patch(index, { yes })}
            />
          </div>
          <IconButton
            icon="close"
            label={t('ballot.removeCandidate', { number: index + 1 })}
            onClick={() => onChange({ candidates: candidates.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button
        small
        kind="quiet"
        icon="plus"
        onClick={() => onChange({ candidates: [...candidates, { name: '' }] })}
      >
        {t('ballot.addCandidate')}
      </Button>
      <div class="grid grid-cols-2 gap-2">
        <NumberField
          label={t('ballot.seats')}
          value={line.seats}
          min={1}
          step={1}
          onChange={(seats) => onChange({ seats })}
        />
        <NumberField
          label={t('ballot.leftOut')}
          value={line.leftOut}
          min={0}
          step={1}
          onChange={(leftOut) => onChange({ leftOut })}
        />
      </div>
      <CheckField
        label={t('ballot.contested')}
        hint={t('ballot.contestedHint')}
        checked={line.contested ?? false}
        onChange={(contested) => onChange({ contested: contested || undefined })}
      />
    </div>
  );
}
