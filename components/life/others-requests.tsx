import { useEffect } from 'preact/hooks';
import { aliasWrites, type NameAnswer } from '../../lib/branch/chosen-names';
import { loadPinyin } from '../../lib/branch/name-search';
import { t, tDynamic } from '../../lib/i18n';
import { readRequestList, requestsFrom } from '../../lib/requests/request-list';
import { CHANNELS, hasPersonalNumber, recordRequests } from '../../lib/requests/requests';
import {
  Card,
  DateField,
  MemberPicker,
  navigate,
  Note,
  Row,
  Section,
  SelectField,
  TextAreaField,
  TextField,
  useDraft,
  useLedger,
  useMemberName,
  useMembers,
  useToday,
} from '../ui';
import { DoubtfulNames } from './doubtful-names';
import { OthersFrame, type OthersProps } from './others-frame';
import { undoToast } from './undo-toast';

interface RequestsForm {
  pasted: string;
  answers: Record<string, NameAnswer>;
  on: string;
  channel: string;
  from: string;
  owner: string;
  remindOn: string;
}

const DRAFT = 'others:request';
/** Requests of the list that are shown before they are entered. */
const SHOWN = 40;

/** 诉求 of many: a line per request, from a group chat or a sheet. */
export function OthersRequests({ choice }: OthersProps) {
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const members = useMembers().filter((member) => !member.fields.leftOn);
  useEffect(() => {
    void loadPinyin();
  }, []);
  const draft = useDraft<RequestsForm>({
    id: DRAFT,
    form: 'others',
    title: () => t('affairs.request.title'),
    route: '/new/others?what=request',
    initial: () => ({
      pasted: '',
      answers: {},
      on: today,
      channel: 'chat',
      from: '',
      owner: '',
      remindOn: '',
    }),
  });
  const { value, set } = draft;
  if (!value) return null;
  const list = readRequestList(value.pasted, members, today);
  const { requests, left } = requestsFrom(list, value.answers, value);
  const strangers = list.lines.flatMap((line) => (line.stranger && !line.doubtful ? line.stranger : []));
  const enter = async () => {
    const result = await recordRequests(ledger, requests, {
      today,
      draftId: DRAFT,
      also: await aliasWrites(ledger, value.answers),
    });
    draft.done();
    undoToast(
      ledger,
      result.already
        ? t('affairs.request.enteredSome', { count: result.entered, already: result.already })
        : t('affairs.request.entered', { count: result.entered }),
      result.n,
    );
    navigate('/requests', { replace: true });
  };
  return (
    <OthersFrame choice={choice} draft={draft} count={requests.length} enter={enter}>
      <TextAreaField
        label={t('affairs.request.pasteLabel')}
        value={value.pasted}
        rows={5}
        placeholder={t('affairs.request.pasteExample')}
        hint={t('affairs.request.pasteHint')}
        onChange={(pasted) => set({ pasted })}
      />
      <DoubtfulNames
        entries={list.doubtful}
        answers={value.answers}
        onAnswer={(name, answer) => set({ answers: { ...value.answers, [name]: answer } })}
      />
      <TextField
        label={t('affairs.request.fromDefault')}
        value={value.from}
        placeholder={t('affairs.request.fromExample')}
        hint={t('affairs.request.fromHint')}
        onChange={(from) => set({ from })}
      />
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <DateField label={t('talk.onDefault')} value={value.on} max={today} onChange={(on) => set({ on })} />
        <SelectField
          label={t('affairs.request.channelDefault')}
          value={value.channel}
          empty={t('affairs.choose')}
          options={CHANNELS.map((one) => ({ value: one, label: tDynamic(`affairs.value.channel.${one}`) }))}
          onChange={(channel) => set({ channel })}
        />
        <MemberPicker
          label={t('affairs.request.owner')}
          value={value.owner || undefined}
          onChange={(owner) => set({ owner: owner ?? '' })}
          allowFree
        />
        <DateField
          label={t('affairs.request.remindOn')}
          value={value.remindOn}
          onChange={(remindOn) => set({ remindOn })}
        />
      </div>
      {strangers.length > 0 && (
        <Note tone="info">
          {t('affairs.request.strangers', { names: strangers.join(t('life.nameJoin')) })}
        </Note>
      )}
      {hasPersonalNumber(value.pasted) && <Note tone="due">{t('affairs.request.personalNumber')}</Note>}
      {left.length > 0 && (
        <Note tone="due">
          {t('affairs.request.left', { lines: left.map((line) => line.raw).join('；') })}
        </Note>
      )}
      {list.ignored.length > 0 && (
        <Note tone="info">{t('affairs.request.ignored', { lines: list.ignored.join('；') })}</Note>
      )}
      {requests.length > 0 && (
        <Section title={t('affairs.request.willEnter', { count: requests.length })}>
          <Card>
            {requests.slice(0, SHOWN).map((one, index) => (
              <Row
                key={index}
                title={<span class="font-normal">{one.subject}</span>}
                meta={[
                  one.on,
                  [...(one.askers ?? []).map(nameOf), one.from].filter(Boolean).join(t('life.nameJoin')),
                  one.channel && tDynamic(`affairs.value.channel.${one.channel}`),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              />
            ))}
          </Card>
          {requests.length > SHOWN && (
            <p class="text-meta text-ink-3">
              {t('common.shownOf', { shown: SHOWN, count: requests.length })}
            </p>
          )}
        </Section>
      )}
    </OthersFrame>
  );
}
