import { useEffect, useState } from 'preact/hooks';
import type { PartyPost } from '../../lib/branch/terms';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import {
  heldTwice,
  listTerms,
  removeTerm,
  saveTerm,
  type TermInput,
  type TermLine,
} from '../../lib/members/terms';
import { asFault, type Fault } from '../../lib/records/fault';
import { PARTY_POSTS } from '../../lib/records/member';
import { lifePack } from '../../lib/rules/packs';
import {
  Basis,
  Button,
  Card,
  DateField,
  Dialog,
  EmptyState,
  FaultNote,
  MemberPicker,
  Note,
  Page,
  Pill,
  Row,
  Section,
  SelectField,
  TextField,
  useBranch,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { toastUndo } from '../ui/toast-undo';
import { postWord, timeWord } from './term-words';

const SECTIONS = ['now', 'coming', 'ended', 'former'] as const;

/** 班子任期: who holds which post since when, who held it before, and the register of it for 换届. */
export function TermsPage() {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch();
  const [edited, setEdited] = useState<TermLine | 'new' | undefined>(undefined);
  const lines = useLive(() => listTerms(ledger, branch?.fields, today), [branch, today]);
  const wanted = useQuery().get('line') ?? '';
  useEffect(() => {
    // The register opens a line of it here.
    const line = wanted && lines?.find((one) => (one.record?.id ?? `${one.member} ${one.post}`) === wanted);
    if (line) setEdited(line);
  }, [wanted, lines === undefined]);
  const add = (
    <Button kind="primary" icon="plus" action="term-add" onClick={() => setEdited('new')}>
      {t('members.term.add')}
    </Button>
  );
  const twice = heldTwice(lines ?? []);
  const { termStart, termEnd } = branch?.fields ?? {};
  const rule = lifePack().thresholds.termYears;
  return (
    <Page title={t('members.term.title')} back="/branch">
      <Card pad>
        <p>
          {termStart || termEnd
            ? t('members.term.present', {
                from: termStart ?? t('common.unknown'),
                to: termEnd ?? t('common.unknown'),
              })
            : t('members.term.noTerm')}{' '}
          {termEnd && termEnd < today && <Pill tone="bad">{t('members.term.over')}</Pill>}
        </p>
        <Basis basis={rule.basis} sources={lifePack().sources} confidence={rule.confidence} />
      </Card>
      {lines && lines.length === 0 && (
        <EmptyState title={t('members.term.empty')} action={add}>
          {t('members.term.emptyHintLong')}
        </EmptyState>
      )}
      {lines && lines.length > 0 && (
        <div class="flex flex-wrap items-center justify-between gap-2">
          {add}
          <RegisterLink register="terms" />
        </div>
      )}
      {twice.length > 0 && (
        <Note tone="due">
          {t('members.term.twice', { posts: twice.map(postWord).join(t('exchange.listJoin')) })}
        </Note>
      )}
      {SECTIONS.map((when) => {
        const shown = (lines ?? []).filter((line) => line.when === when);
        if (!shown.length) return null;
        return (
          <Section key={when} title={t(`members.when.${when}`)}>
            <Card>
              {shown.map((line) => (
                <Row
                  key={line.record?.id ?? `${line.member}${line.post}`}
                  title={`${postWord(line.post)} ${line.name}`}
                  meta={[timeWord(line), line.basis].filter(Boolean).join(' · ')}
                  onClick={() => setEdited(line)}
                  tail={!line.from && <Pill tone="unknown">{t('members.term.noFrom')}</Pill>}
                />
              ))}
            </Card>
          </Section>
        );
      })}
      {edited && (
        <TermDialog
          key={edited === 'new' ? 'new' : (edited.record?.id ?? edited.member)}
          line={edited === 'new' ? undefined : edited}
          start={termStart}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Page>
  );
}

function TermDialog(props: { line: TermLine | undefined; start: string | undefined; onClose: () => void }) {
  const { line } = props;
  const ledger = useLedger();
  const today = useToday();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [form, setForm] = useState<TermInput>({
    member: line?.member ?? '',
    post: line?.post ?? 'committeeMember',
    // The first to be entered for a term began it.
    from: line ? (line.from ?? '') : (props.start ?? ''),
    to: line?.record?.fields.to ?? '',
    basis: line?.basis ?? '',
  });
  const set = (patch: Partial<TermInput>) => setForm((before) => ({ ...before, ...patch }));
  const run = async (work: () => Promise<{ n?: number }>, message: string) => {
    try {
      const { n } = await work();
      props.onClose();
      toastUndo(ledger, message, n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const removable: Rec<'post'> | undefined = line?.record;
  return (
    <Dialog
      open
      title={line ? `${postWord(line.post)} ${line.name}` : t('members.term.add')}
      onClose={props.onClose}
      foot={
        <>
          {removable && (
            <Button
              kind="danger"
              onClick={() => void run(() => removeTerm(ledger, removable, today), t('members.term.removed'))}
            >
              {t('branch.remove')}
            </Button>
          )}
          <Button
            kind="primary"
            action="term-save"
            onClick={() =>
              void run(() => saveTerm(ledger, line?.record, form, today, line), t('members.term.saved'))
            }
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('members.col.post')}
        name="post"
        value={form.post}
        options={PARTY_POSTS.map((value) => ({ value, label: postWord(value) }))}
        onChange={(post: PartyPost) => set({ post })}
      />
      <MemberPicker
        label={t('members.term.person')}
        value={form.member || undefined}
        onChange={(member) => set({ member: member ?? '' })}
      />
      <div class="grid grid-cols-2 gap-3">
        <DateField
          label={t('members.col.from')}
          name="termFrom"
          value={form.from}
          hint={t('members.term.emptyHint')}
          onChange={(from) => set({ from })}
        />
        <DateField
          label={t('members.col.to')}
          name="termTo"
          value={form.to}
          hint={t('members.term.toHint')}
          onChange={(to) => set({ to })}
        />
      </div>
      <TextField
        label={t('members.col.basis')}
        name="basis"
        value={form.basis}
        placeholder={t('members.term.basisHint')}
        onChange={(basis) => set({ basis })}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
