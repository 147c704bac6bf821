import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { confirmStudy, waitingStudy } from '../../lib/study/hours/study-logs';
import {
  Button,
  Card,
  Link,
  Row,
  Section,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useToday,
} from '../ui';
import { OwnDeclaration } from './own-declaration';
import { ReturnDialog } from './return-dialog';

/** Lines of the list here; the page of all that wait shows the rest. */
const FEW = 5;

/** Declarations that wait for a person: confirm or return one here; many at once on the page of all. */
export function ConfirmList() {
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const [returning, setReturning] = useState<Rec<'studyLog'> | undefined>(undefined);
  const waiting = useLive(() => waitingStudy(ledger), []);
  const titles = useLive(async () => {
    const ids = (waiting ?? []).flatMap((log) => (log.fields.clip ? [log.fields.clip] : []));
    const clips = await ledger.getMany('clip', [...new Set(ids)]);
    return new Map(clips.map((clip) => [clip.id, clip.fields.title]));
  }, [waiting]);
  if (!waiting?.length) return null;
  const titleOf = ({ fields }: Rec<'studyLog'>): string =>
    (fields.clip && titles?.get(fields.clip)) || fields.subject || '';

  const confirm = async (logs: readonly Rec<'studyLog'>[]) => {
    try {
      const { n } = await confirmStudy(ledger, logs, today);
      toast(t('study.confirmed', { count: logs.length }), {
        action:
          n === undefined
            ? undefined
            : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
      });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section
      title={t('study.waiting')}
      remark={t('study.count', { count: waiting.length })}
      link={waiting.length > 1 && <Link to="/study/waiting">{t('hours.lookThrough')}</Link>}
    >
      <Card>
        {waiting.slice(0, FEW).map((log) => (
          <div key={log.id}>
            <Row
              title={nameOf(log.fields.member)}
              meta={[
                formatDate(log.fields.on, currentLanguage()),
                tDynamic(`today.form.study.${log.fields.form}`),
                t('today.me.hoursCount', { hours: log.fields.hours }),
                titleOf(log),
              ]
                .filter(Boolean)
                .join(' · ')}
              to={log.fields.clip ? `/study/clip/${log.fields.clip}` : undefined}
              tail={
                <>
                  <Button
                    small
                    kind={log.fields.member === ledger.me?.member ? 'quiet' : undefined}
                    label={
                      log.fields.member === ledger.me?.member
                        ? undefined
                        : t('study.confirmOf', { name: nameOf(log.fields.member) })
                    }
                    onClick={() => void confirm([log])}
                  >
                    {t(log.fields.member === ledger.me?.member ? 'hours.own.confirm' : 'study.confirm')}
                  </Button>
                  <Button
                    kind="quiet"
                    small
                    label={t('study.returnOf', { name: nameOf(log.fields.member) })}
                    onClick={() => setReturning(log)}
                  >
                    {t('study.return')}
                  </Button>
                </>
              }
            />
            {log.fields.member === ledger.me?.member && (
              <div class="px-3 pb-2.5">
                <OwnDeclaration log={log} title={titleOf(log)} />
              </div>
            )}
          </div>
        ))}
      </Card>
      <ReturnDialog logs={returning ? [returning] : []} onClose={() => setReturning(undefined)} />
    </Section>
  );
}
