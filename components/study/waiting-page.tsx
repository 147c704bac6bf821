import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { confirmStudy } from '../../lib/study/hours/study-logs';
import { type WaitingLine, waitingLines } from '../../lib/study/hours/waiting';
import {
  Button,
  Card,
  CheckField,
  EmptyState,
  Link,
  Page,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useRole,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { OwnDeclaration } from './own-declaration';
import { ReturnDialog } from './return-dialog';

/** 待确认的申报: all that wait, each with what it says and what the ledger holds beside it; confirmed together. */
export function WaitingPage() {
  const ledger = useLedger();
  const today = useToday();
  const role = useRole();
  const lines = useLive(() => waitingLines(ledger), []);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [returning, setReturning] = useState(false);
  if (!lines) return null;
  // One's own are chosen by hand: another person is asked first.
  const others = lines.filter(({ log }) => log.fields.member !== ledger.me?.member);
  const allChosen = others.length > 0 && others.every(({ log }) => chosen.has(log.id));
  const picked = lines.filter(({ log }) => chosen.has(log.id)).map(({ log }) => log);

  const done = (message: string, n: number | undefined) => {
    setChosen(new Set());
    toastUndo(ledger, message, n);
  };
  const confirm = async () => {
    try {
      const { n } = await confirmStudy(ledger, picked, today);
      done(t('study.confirmed', { count: picked.length }), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const toggle = (log: Rec<'studyLog'>) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(log.id)) next.add(log.id);
      return next;
    });
  if (role === 'member') {
    return (
      <Page title={t('hours.waitingTitle')} back="/study">
        <EmptyState title={t('hours.waitingNotYours')}>{t('registers.nobodyElseHint')}</EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={t('hours.waitingTitle')}
      remark={t('study.count', { count: lines.length })}
      back="/study"
      actions={
        lines.length > 1 &&
        others.length > 0 && (
          <Button
            kind="quiet"
            small
            onClick={() => setChosen(allChosen ? new Set() : new Set(others.map(({ log }) => log.id)))}
          >
            {t(allChosen ? 'hours.chooseNone' : 'hours.chooseAll')}
          </Button>
        )
      }
      foot={
        lines.length > 0 && (
          <>
            <span class="text-meta text-ink-3 flex-1">{t('hours.confirmHint')}</span>
            <Button disabled={!picked.length} onClick={() => setReturning(true)}>
              {t('study.return')}
            </Button>
            <Button
              kind="primary"
              disabled={!picked.length}
              action="confirm-chosen"
              onClick={() => void confirm()}
            >
              {t('hours.confirmChosen', { count: picked.length })}
            </Button>
          </>
        )
      }
    >
      {lines.length ? (
        <Card>
          {lines.map((line) => (
            <Waiting key={line.log.id} line={line} on={chosen.has(line.log.id)} toggle={toggle} />
          ))}
        </Card>
      ) : (
        <EmptyState title={t('hours.waitingNone')}>{t('hours.waitingNoneHint')}</EmptyState>
      )}
      <ReturnDialog
        logs={returning ? picked : []}
        onClose={() => setReturning(false)}
        onDone={() => setChosen(new Set())}
      />
    </Page>
  );
}

function Waiting(props: { line: WaitingLine; on: boolean; toggle: (log: Rec<'studyLog'>) => void }) {
  const { log, title, to, beside, reflection } = props.line;
  const ledger = useLedger();
  const nameOf = useMemberName();
  const name = nameOf(log.fields.member);
  const about = [
    formatDate(log.fields.on, currentLanguage()),
    t(`hours.form.${log.fields.form}`),
    t('registers.hours', { hours: log.fields.hours }),
    log.fields.minutes ? t('hours.ofMinutes', { minutes: log.fields.minutes }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <div class="space-y-1 px-3 py-2.5">
      <CheckField label={`${name} · ${title}`} checked={props.on} onChange={() => props.toggle(log)} />
      <p class="text-meta text-ink-2 pl-7">{about}</p>
      {beside && <p class="text-meta text-info pl-7">{beside}</p>}
      {log.fields.member === ledger.me?.member && (
        <div class="pl-7">
          <OwnDeclaration log={log} title={title} />
        </div>
      )}
      {(to || reflection) && (
        <p class="text-meta flex flex-wrap gap-x-4 pl-7">
          {to && <Link to={to}>{t('hours.lookAt')}</Link>}
          {reflection && <Link to={reflection}>{t('hours.lookAtReflection')}</Link>}
        </p>
      )}
    </div>
  );
}
