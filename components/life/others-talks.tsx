import { aliasWrites, type NameAnswer } from '../../lib/branch/chosen-names';
import { t, tDynamic } from '../../lib/i18n';
import { readTalkList, talksOf } from '../../lib/life/talk-list';
import { recordTalks } from '../../lib/life/talks';
import { TALK_OCCASIONS, type TalkOccasion } from '../../lib/records/talk';
import {
  Card,
  DateField,
  MemberPicker,
  navigate,
  Note,
  Row,
  Section,
  Segments,
  TextAreaField,
  useDraft,
  useLedger,
  useMemberName,
  useMembers,
  useQuery,
  useScope,
  useToday,
} from '../ui';
import { DoubtfulNames } from './doubtful-names';
import { OthersFrame, type OthersProps } from './others-frame';
import { undoToast } from './undo-toast';

interface TalksForm {
  pasted: string;
  answers: Record<string, NameAnswer>;
  talker: string;
  on: string;
  occasion: TalkOccasion;
  meeting: string;
}

const DRAFT = 'others:talk';
/** Talks of the list that are shown before they are entered. */
const SHOWN = 40;

/** 谈心谈话 of many: a line per talk, or names that one person talked with. */
export function OthersTalks({ choice }: OthersProps) {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const query = useQuery();
  const nameOf = useMemberName();
  const members = useMembers().filter((member) => !member.fields.leftOn);
  const draft = useDraft<TalksForm>({
    id: DRAFT,
    form: 'others',
    title: () => t('talk.title'),
    route: '/new/others?what=talk',
    initial: () => ({
      pasted: '',
      answers: {},
      talker: me,
      on: today,
      occasion: query.get('meeting') ? 'orgLife' : 'usual',
      meeting: query.get('meeting') ?? '',
    }),
  });
  const { value, set } = draft;
  if (!value) return null;
  const list = readTalkList(value.pasted, members, today);
  const { talks, left } = talksOf(list, value.answers, {
    on: value.on,
    talker: value.talker,
    occasion: value.occasion,
    meeting: value.meeting,
  });
  const waiting = left.filter((line) =>
    [line.talker, line.partner].every((entry) => !entry || entry.member || value.answers[entry.name]?.who),
  );
  const enter = async () => {
    const result = await recordTalks(ledger, talks, {
      today,
      draftId: DRAFT,
      also: await aliasWrites(ledger, value.answers),
    });
    draft.done();
    undoToast(
      ledger,
      result.already
        ? t('talk.enteredSome', { count: result.entered, already: result.already })
        : t('talk.entered', { count: result.entered }),
      result.n,
    );
    const year = talks[0]?.on.slice(0, 4) ?? today.slice(0, 4);
    navigate(value.meeting ? `/life/meeting/${value.meeting}` : `/life/talks?year=${year}`, {
      replace: true,
    });
  };
  return (
    <OthersFrame choice={choice} draft={draft} count={talks.length} enter={enter}>
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <MemberPicker
          label={t('talk.talkerDefault')}
          value={value.talker || undefined}
          onChange={(talker) => set({ talker: talker ?? '' })}
          allowFree
        />
        <DateField label={t('talk.onDefault')} value={value.on} max={today} onChange={(on) => set({ on })} />
      </div>
      {!value.meeting && (
        <Segments
          showLabel
          label={t('talk.occasion')}
          options={TALK_OCCASIONS.map((one) => ({ value: one, label: tDynamic(`talk.occasion.${one}`) }))}
          value={value.occasion}
          onChange={(occasion) => set({ occasion })}
        />
      )}
      <TextAreaField
        label={t('talk.pasteLabel')}
        value={value.pasted}
        rows={5}
        placeholder={t('talk.pasteExample')}
        hint={t('talk.pasteHint')}
        onChange={(pasted) => set({ pasted })}
      />
      <DoubtfulNames
        entries={list.doubtful}
        answers={value.answers}
        onAnswer={(name, answer) => set({ answers: { ...value.answers, [name]: answer } })}
        allowFree
      />
      {waiting.length > 0 && (
        <Note tone="due">{t('talk.left', { lines: waiting.map((line) => line.raw).join('；') })}</Note>
      )}
      {list.ignored.length > 0 && (
        <Note tone="info">{t('talk.ignored', { lines: list.ignored.join('；') })}</Note>
      )}
      {talks.length > 0 && (
        <Section title={t('talk.willEnter', { count: talks.length })}>
          <Card>
            {talks.slice(0, SHOWN).map((talk, index) => (
              <Row
                key={index}
                title={<span class="font-normal">{`${nameOf(talk.talker)}—${nameOf(talk.partner)}`}</span>}
                meta={[talk.on, talk.content].filter(Boolean).join(' · ')}
              />
            ))}
          </Card>
          {talks.length > SHOWN && (
            <p class="text-meta text-ink-3">{t('common.shownOf', { shown: SHOWN, count: talks.length })}</p>
          )}
        </Section>
      )}
      <Note tone="info">{t('talk.private')}</Note>
    </OthersFrame>
  );
}
