import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { entryDateOf } from '../../lib/life/warnings';
import { Fault } from '../../lib/records/fault';
import { askersText, bodyText } from '../../lib/requests/request-sheet';
import { askersOf, daysOpen, isOwnRequest, removeRequest, reopenRequest } from '../../lib/requests/requests';
import {
  Button,
  Card,
  confirmDialog,
  FaultNote,
  IconButton,
  MemberName,
  navigate,
  Note,
  NotYet,
  Page,
  Pill,
  Row,
  Section,
  shownText,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useRole,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { ProvesItems } from '../governance/proves-items';
import { MeetingHistory } from '../life/meeting-history';
import { PersonLink } from '../life/person-link';
import { undoToast } from '../life/undo-toast';
import { RequestForm } from './request-form';
import { RequestLed } from './request-led';
import { type Step, StepDialog } from './request-steps';
import { STATE_TONES } from './words';

/** One 诉求, or the form of a new one; with `?edit=1` the form of this one. */
export function RequestPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const { me } = useScope();
  const role = useRole();
  const editing = useQuery().get('edit') === '1';
  const id = params.id ?? '';
  const found = useLive(async () => {
    if (id === 'new') return {};
    const request = await ledger.get('request', id);
    if (!request) return { fault: new Fault('E834') };
    const { ask, answer } = request.fields;
    const texts = await Promise.all([shownText(ledger, ask), shownText(ledger, answer)]);
    return { request, ask: texts[0], answer: texts[1] };
  }, [id]);
  if (!found || found.fault)
    return (
      <Page title={t('affairs.request.title')} back="/requests">
        {found?.fault ? <FaultNote fault={found.fault} /> : t('common.loading')}
      </Page>
    );
  const { request } = found;
  if (request && role === 'member' && !isOwnRequest(request.fields, me))
    return (
      <Page title={t('affairs.request.title')} back="/requests">
        <Note tone="info">{t('affairs.request.ownOnly')}</Note>
      </Page>
    );
  if (!request || editing) return <RequestForm key={id} record={request} />;
  return <View request={request} ask={found.ask ?? ''} answer={found.answer ?? ''} />;
}

function View({ request, ask, answer }: { request: Rec<'request'>; ask: string; answer: string }) {
  const ledger = useLedger();
  const today = useToday();
  const [step, setStep] = useState<Step | undefined>(undefined);
  const { id, fields } = request;
  const run = async (work: () => Promise<number | undefined>, message: string, to?: string) => {
    try {
      const n = await work();
      if (to) navigate(to, { replace: true });
      undoToast(ledger, message, n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const erase = async () => {
    const yes = await confirmDialog({
      title: t('affairs.request.removeTitle'),
      body: t('affairs.request.removeBody'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (yes) await run(() => removeRequest(ledger, id), t('affairs.request.removed'), '/requests');
  };
  const closed = fields.state === 'closed';
  return (
    <Page
      title={fields.subject}
      remark={t('affairs.request.title')}
      back="/requests"
      state={<Pill tone={STATE_TONES[fields.state]}>{tDynamic(`affairs.value.state.${fields.state}`)}</Pill>}
      actions={<IconButton icon="trash" label={t('common.delete')} onClick={() => void erase()} />}
      foot={
        <>
          <Button onClick={() => navigate(`/requests/${id}?edit=1`)}>{t('common.edit')}</Button>
          {closed ? (
            <Button
              action="reopen-request"
              onClick={() => void run(() => reopenRequest(ledger, id), t('affairs.request.reopened'))}
            >
              {t('affairs.request.reopen')}
            </Button>
          ) : (
            (['route', 'answer', 'close'] as const).map((one) => (
              <Button
                key={one}
                kind={one === NEXT[fields.state] ? 'primary' : undefined}
                action={`${one}-request`}
                onClick={() => setStep(one)}
              >
                {t(`affairs.step.${one}`)}
              </Button>
            ))
          )}
        </>
      }
    >
      <NotYet of={fields} />
      <ConflictNote id={id} />
      <Facts
        rows={[
          [t('affairs.request.on'), fields.on],
          [
            t('affairs.request.who'),
            <>
              {askersOf(fields).map((asker) => (
                <span key={asker} class="mr-2">
                  <PersonLink id={asker} />
                </span>
              ))}
              {fields.from}
            </>,
          ],
          [
            t('affairs.request.channel'),
            fields.channel && tDynamic(`affairs.value.channel.${fields.channel}`),
          ],
          [t('affairs.request.ask'), ask && <span class="whitespace-pre-wrap">{ask}</span>],
          [t('affairs.request.owner'), fields.owner && <PersonLink id={fields.owner} />],
          [t('affairs.request.remindOn'), !closed && fields.remindOn],
          [
            t('life.entered'),
            fields.enteredAt && (
              <>
                {entryDateOf(fields.enteredAt)}
                {fields.enteredBy && ' · '}
                <MemberName id={fields.enteredBy} />
              </>
            ),
          ],
        ]}
      />
      <Section
        title={t('affairs.request.handling')}
        remark={
          fields.answeredOn
            ? t('affairs.request.took', { count: daysOpen(fields, today) })
            : !closed && t('affairs.request.waits', { count: daysOpen(fields, today) })
        }
        link={answer && <CopyReply request={request} answer={answer} />}
      >
        <Card>
          <Row
            title={<span class="font-normal">{bodyText(fields) || t('affairs.request.notRouted')}</span>}
            meta={[t('affairs.request.body'), fields.routedOn].filter(Boolean).join(' · ')}
          />
          <Row
            title={
              <span class="font-normal whitespace-pre-wrap">
                {answer || t('affairs.request.notAnswered')}
              </span>
            }
            meta={[t('affairs.request.answer'), fields.answeredOn].filter(Boolean).join(' · ')}
          />
          <Row
            title={<span class="font-normal">{fields.closing ?? t('affairs.request.notClosed')}</span>}
            meta={[t('affairs.request.closing'), fields.closedOn].filter(Boolean).join(' · ')}
          />
        </Card>
      </Section>
      <RequestLed request={request} />
      <ProvesItems record={request} />
      <MeetingHistory ids={[id]} />
      {step && (
        <StepDialog step={step} request={request} answer={answer} onClose={() => setStep(undefined)} />
      )}
    </Page>
  );
}

/** What usually comes next, by the state. */
const NEXT = { open: 'route', routed: 'answer', answered: 'close', closed: '' } as const;

/** Facts of a record: those that are not known are left out. */
export const Facts = (props: { rows: readonly (readonly [string, ComponentChildren])[] }) => (
  <Card pad>
    <dl class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {props.rows
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label} class="contents">
            <dt class="text-meta text-ink-3 pt-px">{label}</dt>
            <dd class="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  </Card>
);

/** The answer as a text for the group or the person. */
function CopyReply({ request, answer }: { request: Rec<'request'>; answer: string }) {
  const branch = useBranch()?.fields.name ?? '';
  const nameOf = useMemberName();
  const { fields } = request;
  const copy = async () => {
    const text = t('affairs.request.reply', {
      who: askersText(fields, nameOf),
      on: fields.on,
      subject: fields.subject,
      body: bodyText(fields) || branch,
      answer,
      branch,
    });
    try {
      await navigator.clipboard.writeText(text);
      toast(t('affairs.copied'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Button small icon="copy" onClick={() => void copy()}>
      {t('affairs.request.copyReply')}
    </Button>
  );
}
