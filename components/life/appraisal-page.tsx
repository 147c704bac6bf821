import { useState } from 'preact/hooks';
import { aliasWrites, type NameAnswer } from '../../lib/branch/chosen-names';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { appraisalDay } from '../../lib/life/appraisal-sheet';
import {
  appraisalId,
  type AppraisalLine,
  appraisalsOf,
  excellentNote,
  gradeCounts,
  lineOf,
  saveAppraisals,
  unevenBallots,
} from '../../lib/life/appraisals';
import { isMemberOn } from '../../lib/life/expected';
import { GRADES } from '../../lib/records/appraisal';
import { asFault, type Fault } from '../../lib/records/fault';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import {
  Basis,
  Button,
  Card,
  DateField,
  DraftRestored,
  draftSaved,
  EmptyState,
  FaultNote,
  navigate,
  Note,
  Page,
  Section,
  SelectField,
  useDraft,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useQuery,
  useRole,
  useScope,
  useToday,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { ConflictNote } from '../ui/conflict-note';
import { AppraisalRow } from './appraisal-row';
import { BallotsDialog } from './appraisal-paste';
import { undoToast } from './undo-toast';
import { nameList } from './words';

interface AppraisalForm {
  lines: Record<string, AppraisalLine>;
  answers: Record<string, NameAnswer>;
}

/** 民主评议党员 of a year. Grades are entered and read here alone; a member sees the own one once it was told. */
export function AppraisalPage() {
  const today = useToday();
  const query = useQuery();
  const role = useRole();
  const asked = query.get('year') ?? '';
  // In January the year that has just ended is evaluated.
  const usual = today.slice(5, 7) === '01' ? String(Number(today.slice(0, 4)) - 1) : today.slice(0, 4);
  const year = /^\d{4}$/.test(asked) ? asked : usual;
  if (role !== 'secretary' || query.get('mine')) return <Own year={year} />;
  return <Everybody key={year} year={year} meeting={query.get('meeting') ?? undefined} />;
}

function Everybody({ year, meeting }: { year: string; meeting: string | undefined }) {
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const pack = lifePack();
  const day = appraisalDay(year, today);
  const members = useMembers().filter((member) => isMemberOn(member, day));
  const [pasting, setPasting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState(today);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `appraisal:${year}`;
  const draft = useDraft<AppraisalForm>({
    id: draftId,
    form: 'appraisal',
    title: () => year,
    route: `/life/appraisal?year=${year}`,
    initial: async () => {
      const records = await appraisalsOf(ledger, year);
      const ids = new Set([...members.map((member) => member.id), ...records.keys()]);
      return { lines: Object.fromEntries([...ids].map((id) => [id, lineOf(records.get(id))])), answers: {} };
    },
  });
  const { value, set } = draft;
  if (!value) return null;
  const lineFor = (id: string): AppraisalLine => value.lines[id] ?? lineOf(undefined);
  const change = (id: string, patch: Partial<AppraisalLine>) =>
    set((form) => ({
      ...form,
      lines: { ...form.lines, [id]: { ...(form.lines[id] ?? lineOf(undefined)), ...patch } },
    }));
  const lines = members.map((member) => lineFor(member.id));
  const counts = gradeCounts(lines);
  const note = excellentNote(pack, counts.excellent, members.length);
  const uneven = unevenBallots(value.lines);
  const untold = members.filter((member) => lineFor(member.id).grade && !lineFor(member.id).feedbackOn);

  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const also = await aliasWrites(ledger, value.answers);
      const result = await saveAppraisals(ledger, year, value.lines, { meeting, draftId, nameOf, also });
      draft.done();
      undoToast(
        ledger,
        result.concurrent
          ? t('talk.savedConcurrent', { count: result.concurrent })
          : t('types.appraisal.saved', { count: result.count }),
        result.n,
      );
      navigate(meeting ? `/life/meeting/${meeting}` : '/life', { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };

  return (
    <Page
      title={t('types.appraisal')}
      remark={t('talk.year', { year })}
      back={meeting ? `/life/meeting/${meeting}` : '/life'}
      state={draftSaved(draft)}
      foot={
        <>
          <span class="text-meta text-ink-3 flex-1">
            {t('types.appraisal.graded', { count: counts.graded, of: members.length })}
          </span>
          <Button kind="primary" busy={busy} action="save-appraisal" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <DraftRestored draft={draft} />
      <div class="flex flex-wrap items-end gap-2">
        <SelectField
          label={t('exchange.year')}
          value={year}
          options={[0, 1, 2, 3, 4].map((back) => {
            const one = String(Number(today.slice(0, 4)) - back);
            return { value: one, label: one };
          })}
          onChange={(next) => navigate(`/life/appraisal?year=${next}`, { replace: true })}
        />
        <Button onClick={() => setPasting(true)}>{t('types.appraisal.paste')}</Button>
      </div>
      <ConflictNote id={members.map((member) => appraisalId(member.id, year))} />
      <Note tone="info">{t('types.appraisal.private')}</Note>
      {!members.length && <EmptyState title={t('talk.nobody')} />}
      {counts.excellent > 0 && (
        <Note tone={note.over ? 'due' : 'info'}>
          {t(note.over ? 'types.appraisal.excellentOver' : 'types.appraisal.excellent', {
            count: counts.excellent,
            of: members.length,
            most: note.most,
          })}
          <Basis
            basis={pack.appraisal.basis}
            sources={pack.sources}
            confidence={pack.appraisal.confidence}
            wording={packText(pack.appraisal.wording, currentLanguage())}
          />
        </Note>
      )}
      {uneven.members.length > 0 && (
        <Note tone="due">
          {t('types.appraisal.uneven', { usual: uneven.usual ?? 0, names: nameList(uneven.members, nameOf) })}
        </Note>
      )}
      <Section title={t('types.appraisal.members')} remark={t('types.appraisal.order')}>
        <Card>
          {members.map((member) => (
            <AppraisalRow
              key={member.id}
              name={member.fields.name}
              line={lineFor(member.id)}
              onChange={(patch) => change(member.id, patch)}
            />
          ))}
        </Card>
      </Section>
      {untold.length > 0 && (
        <div class="flex flex-wrap items-end gap-2">
          <DateField label={t('types.appraisal.feedbackOn')} value={told} max={today} onChange={setTold} />
          <Button
            disabled={!told}
            onClick={() => untold.forEach((member) => change(member.id, { feedbackOn: told }))}
          >
            {t('types.appraisal.tellAll', { count: untold.length })}
          </Button>
        </div>
      )}
      {fault && <FaultNote fault={fault} />}
      <Section title={t('types.appraisal.sheet')} remark={t('types.appraisal.sheetHint')}>
        <RegisterLink register="appraisal" period={year} />
      </Section>
      {pasting && (
        <BallotsDialog
          members={members}
          onClose={() => setPasting(false)}
          onVotes={(votes, answers) =>
            set((form) => {
              const next = { ...form.lines };
              for (const [id, given] of votes) {
                const line = next[id] ?? lineOf(undefined);
                next[id] = { ...line, votes: { ...line.votes, ...given } };
              }
              return { lines: next, answers: { ...form.answers, ...answers } };
            })
          }
        />
      )}
    </Page>
  );
}

/** What a member sees: the own result, once it was told. */
function Own({ year }: { year: string }) {
  const ledger = useLedger();
  const { me } = useScope();
  const mine = useLive(async () => ({ record: (await appraisalsOf(ledger, year)).get(me) }), [year, me]);
  const fields = mine?.record?.fields;
  return (
    <Page title={t('types.appraisal')} remark={t('talk.year', { year })} back="/me">
      {fields?.feedbackOn && fields.grade ? (
        <Card pad>
          <p>
            {t('types.appraisal.own', {
              grade: tDynamic(`types.grade.${GRADES.find((one) => one === fields.grade) ?? 'qualified'}`),
              date: fields.feedbackOn,
            })}
          </p>
        </Card>
      ) : (
        mine && <EmptyState title={t('types.appraisal.ownNone')}>{t('types.appraisal.ownHint')}</EmptyState>
      )}
    </Page>
  );
}
