import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { makeUpByStudy, studyForMakeUp, usualMakeUpHours } from '../../lib/life/make-up';
import { markMadeUp } from '../../lib/life/meetings';
import { dateOf } from '../../lib/rules/calendar';
import { lifePack } from '../../lib/rules/packs';
import {
  Button,
  DateField,
  Dialog,
  NumberField,
  SelectField,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useRole,
  useToday,
} from '../ui';
import { undoToast } from './undo-toast';

/** What an absence is made up by: nothing in the ledger, study declared now, or a declaration that is there. */
const NONE = 'none';
const NEW = 'new';

/** 记补课: the day, and the study by which it was done. */
export function MakeUpDialog(props: {
  meeting: Rec<'meeting'>;
  member: string | undefined;
  onClose: () => void;
}) {
  const { meeting, member } = props;
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const role = useRole();
  const [on, setOn] = useState(today);
  const [by, setBy] = useState(NEW);
  const [hours, setHours] = useState(usualMakeUpHours(meeting, lifePack()));
  const logs = useLive(
    async () => (member ? studyForMakeUp(ledger, meeting, member, today) : []),
    [meeting.id, meeting.h, member],
  );
  const titles = useLogTitles(logs);
  const save = async () => {
    if (!member || !on) return;
    try {
      const at = { meeting: meeting.id, member, on, today };
      const n =
        by === NONE
          ? await markMadeUp(ledger, meeting.id, member, on)
          : await makeUpByStudy(
              ledger,
              at,
              by === NEW ? { hours: hours ?? 0, confirmed: role !== 'member' } : { log: by },
            );
      props.onClose();
      undoToast(ledger, t('life.madeUpSaved', { name: nameOf(member) }), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const choose = (value: string) => {
    setBy(value);
    const log = logs?.find(({ id }) => id === value);
    if (log) setOn(log.fields.on);
  };
  return (
    <Dialog
      open={member !== undefined}
      title={t('life.makeUpOf', { name: nameOf(member) })}
      onClose={props.onClose}
      foot={
        <Button kind="primary" disabled={!on} action="save-make-up" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      }
    >
      <SelectField
        label={t('minutes.makeUpBy')}
        value={by}
        options={[
          { value: NEW, label: t('minutes.makeUpNew') },
          ...(logs ?? []).map(({ id, fields }) => ({
            value: id,
            label: t('minutes.makeUpLog', {
              date: fields.on,
              title: titles.get(id) ?? '',
              hours: fields.hours,
            }),
          })),
          { value: NONE, label: t('minutes.makeUpNone') },
        ]}
        onChange={choose}
      />
      <DateField
        label={t('life.madeUpLabel')}
        value={on}
        min={dateOf(meeting.fields.startsAt)}
        max={today}
        onChange={setOn}
      />
      {by === NEW && (
        <NumberField
          label={t('life.field.creditHours')}
          value={hours}
          min={0.5}
          step={0.5}
          onChange={setHours}
          hint={t('minutes.makeUpHours')}
        />
      )}
      <p class="text-meta text-ink-3">{t('life.makeUpHint')}</p>
    </Dialog>
  );
}

/** What declared study was about, by its id. */
function useLogTitles(logs: readonly Rec<'studyLog'>[] | undefined): ReadonlyMap<string, string> {
  const ledger = useLedger();
  const clips = (logs ?? []).flatMap(({ fields }) => fields.clip ?? []);
  const found = useLive(() => ledger.getMany('clip', clips), [clips.join()]);
  const names = new Map((found ?? []).map((clip) => [clip.id, clip.fields.title]));
  return new Map(
    (logs ?? []).map(({ id, fields }) => [
      id,
      fields.subject ?? names.get(fields.clip ?? '') ?? t('minutes.makeUpOwn'),
    ]),
  );
}

/** The study behind a make-up: hours, and whether a person confirmed it. */
export function MadeUpBy({ study }: { study: string | undefined }) {
  const ledger = useLedger();
  const log = useLive(async () => (study ? ledger.get('studyLog', study) : undefined), [study]);
  if (!log) return null;
  const { hours, state } = log.fields;
  return <> · {t(state === 'confirmed' ? 'minutes.madeUpBy' : 'minutes.madeUpWaiting', { hours })}</>;
}
