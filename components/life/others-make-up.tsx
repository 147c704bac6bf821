import { aliasWrites, chosenMembers, type ChosenNames, nobodyChosen } from '../../lib/branch/chosen-names';
import { t } from '../../lib/i18n';
import { activitiesToMakeUp, makeUpMany } from '../../lib/life/make-up';
import { meetingTitle } from '../../lib/life/notice';
import { lifePack } from '../../lib/rules/packs';
import {
  DateField,
  EmptyState,
  navigate,
  Note,
  SelectField,
  useDraft,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useToday,
} from '../ui';
import { NamesField } from './names-field';
import { OthersFrame, type OthersProps } from './others-frame';
import { undoToast } from './undo-toast';
import { nameList } from './words';

interface MakeUpForm {
  names: ChosenNames;
  meeting: string;
  on: string;
}

const DRAFT = 'others:makeUp';

/** 补课 of many members for one activity. */
export function OthersMakeUp({ choice }: OthersProps) {
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const members = useMembers().filter((member) => !member.fields.leftOn);
  const open = useLive(() => activitiesToMakeUp(ledger, lifePack(), today), [today]);
  const draft = useDraft<MakeUpForm>({
    id: DRAFT,
    form: 'others',
    title: () => t('types.others.makeUp'),
    route: '/new/others?what=makeUp',
    initial: () => ({ names: nobodyChosen(), meeting: '', on: today }),
  });
  const { value, set } = draft;
  if (!value || !open) return null;
  const chosen = open.find(({ meeting }) => meeting.id === value.meeting);
  const { ids } = chosenMembers(value.names, members);
  const fit = ids.filter((id) => chosen?.missed.includes(id));
  const others = ids.filter((id) => !fit.includes(id));
  const enter = async () => {
    const result = await makeUpMany(ledger, value.meeting, ids, value.on, {
      today,
      also: await aliasWrites(ledger, value.names.answers),
      draftId: DRAFT,
    });
    draft.done();
    undoToast(ledger, t('types.others.madeUp', { count: result.done.length }), result.n);
    navigate(`/life/meeting/${value.meeting}`, { replace: true });
  };
  return (
    <OthersFrame choice={choice} draft={draft} count={fit.length} enter={enter}>
      {!open.length ? (
        <EmptyState title={t('types.others.nothingMissed')} />
      ) : (
        <>
          <SelectField
            label={t('types.others.activity')}
            value={value.meeting}
            empty={t('types.others.chooseActivity')}
            options={open.map(({ meeting, missed }) => ({
              value: meeting.id,
              label: t('types.others.activityLine', {
                date: meeting.fields.startsAt.slice(0, 10),
                title: meetingTitle(meeting.fields),
                count: missed.length,
              }),
            }))}
            onChange={(meeting) => set({ meeting })}
          />
          <DateField
            label={t('types.others.madeUpOn')}
            value={value.on}
            max={today}
            onChange={(on) => set({ on })}
          />
          <NamesField
            value={value.names}
            members={members}
            onChange={(names) => set({ names })}
            suggested={
              chosen && {
                label: t('types.others.allMissed', { count: chosen.missed.length }),
                ids: chosen.missed,
              }
            }
          />
          {chosen && others.length > 0 && (
            <Note tone="info">{t('types.others.notMissed', { names: nameList(others, nameOf) })}</Note>
          )}
        </>
      )}
    </OthersFrame>
  );
}
