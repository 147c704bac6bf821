import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { type AppraisalLine, paperCount } from '../../lib/life/appraisals';
import { type Grade, GRADES } from '../../lib/records/appraisal';
import { DateField, Segments, SelectField, TextField } from '../ui';

/** One member: the grade by the organization in one press; self-evaluation, ballots and feedback behind a second. */
export function AppraisalRow(props: {
  name: string;
  line: AppraisalLine;
  onChange: (patch: Partial<AppraisalLine>) => void;
}) {
  const { name, line } = props;
  const [open, setOpen] = useState(false);
  const count = paperCount(line);
  const parts = [
    line.self && t('types.appraisal.selfIs', { grade: tDynamic(`types.grade.${line.self}`) }),
    count !== undefined && t('types.appraisal.papers', { count }),
    line.feedbackOn && t('types.appraisal.toldOn', { date: line.feedbackOn }),
  ].filter(Boolean);
  const grades = GRADES.map((grade) => ({ value: grade, label: tDynamic(`types.gradeShort.${grade}`) }));
  return (
    <div class="space-y-1.5 px-3 py-2" data-member-line={name}>
      <div class="flex flex-wrap items-center gap-2">
        <button
          type="button"
          class="hover:text-red-ink min-w-16 rounded-s text-left font-semibold"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {name} <span aria-hidden="true">{open ? '▴' : '▾'}</span>
        </button>
        <div class="max-w-xl min-w-[min(100%,18rem)] flex-1">
          <Segments
            label={t('types.appraisal.gradeOf', { name })}
            options={grades}
            value={line.grade || undefined}
            onChange={(grade) => props.onChange({ grade })}
          />
        </div>
      </div>
      {!open && parts.length > 0 && <p class="text-meta text-ink-2">{parts.join(' · ')}</p>}
      {open && (
        <div class="space-y-2 pb-1">
          <div class="grid grid-cols-2 gap-2">
            <SelectField
              label={t('types.appraisal.self')}
              value={line.self}
              empty={t('types.appraisal.none')}
              options={GRADES.map((grade) => ({ value: grade, label: tDynamic(`types.grade.${grade}`) }))}
              onChange={(self) => props.onChange({ self })}
            />
            <DateField
              label={t('types.appraisal.feedbackOn')}
              value={line.feedbackOn}
              onChange={(feedbackOn) => props.onChange({ feedbackOn })}
            />
          </div>
          <fieldset>
            <legend class="text-meta text-ink-2">{t('types.appraisal.ballotsHint')}</legend>
            <div class="grid grid-cols-4 gap-2">
              {GRADES.map((grade: Grade) => (
                <TextField
                  key={grade}
                  label={tDynamic(`types.gradeShort.${grade}`)}
                  value={line.votes[grade]}
                  onChange={(text) => props.onChange({ votes: { ...line.votes, [grade]: text } })}
                />
              ))}
            </div>
          </fieldset>
          {line.grade && (
            <button
              type="button"
              class="text-meta text-red-ink rounded-s"
              onClick={() => props.onChange({ grade: '' })}
            >
              {t('types.appraisal.noGrade')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
