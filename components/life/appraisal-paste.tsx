import { useState } from 'preact/hooks';
import type { NameAnswer } from '../../lib/branch/chosen-names';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { readBallots } from '../../lib/life/appraisal-table';
import { type Grade, GRADES } from '../../lib/records/appraisal';
import { Button, Dialog, Note, TextAreaField } from '../ui';
import { DoubtfulNames } from './doubtful-names';

/** 粘贴测评票: the count sheet becomes numbers by member. Doubtful names are asked once; nobody is guessed. */
export function BallotsDialog(props: {
  members: readonly Rec<'member'>[];
  onVotes: (
    votes: ReadonlyMap<string, Partial<Record<Grade, string>>>,
    answers: Record<string, NameAnswer>,
  ) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState<Record<string, NameAnswer>>({});
  const table = readBallots(text, props.members);
  const found = new Map<string, Partial<Record<Grade, string>>>();
  for (const { who, votes } of table.rows) {
    const id = who.member?.id ?? answers[who.name]?.who;
    if (!id) continue;
    found.set(
      id,
      Object.fromEntries(
        GRADES.flatMap((grade) => (votes[grade] === undefined ? [] : [[grade, String(votes[grade])]])),
      ),
    );
  }
  return (
    <Dialog
      open
      title={t('types.appraisal.paste')}
      onClose={props.onClose}
      foot={
        <Button
          kind="primary"
          action="take-ballots"
          disabled={!found.size}
          onClick={() => {
            props.onVotes(found, answers);
            props.onClose();
          }}
        >
          {t('types.appraisal.take', { count: found.size })}
        </Button>
      }
    >
      <TextAreaField
        label={t('types.appraisal.pasteLabel')}
        value={text}
        rows={7}
        hint={t('types.appraisal.pasteHint')}
        onChange={setText}
      />
      <DoubtfulNames
        entries={table.doubtful}
        answers={answers}
        onAnswer={(name, answer) => setAnswers({ ...answers, [name]: answer })}
      />
      {table.ignored.length > 0 && (
        <Note tone="info">{t('talk.ignored', { lines: table.ignored.join('；') })}</Note>
      )}
    </Dialog>
  );
}
