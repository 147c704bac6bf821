import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { othersToConfirm } from '../../lib/study/hours/waiting';
import { Button, toast, toastFault, useLedger, useLive, useToday } from '../ui';

/** Beside a declaration of one's own: who else may confirm it, and the words to ask them with. Nothing is barred. */
export function OwnDeclaration({ log, title }: { log: Rec<'studyLog'>; title: string }) {
  const ledger = useLedger();
  const today = useToday();
  const others = useLive(() => othersToConfirm(ledger, today), [today]);
  if (!others) return null;
  const ask = async () => {
    const date = formatDate(log.fields.on, currentLanguage(), { year: true });
    await navigator.clipboard.writeText(t('hours.own.message', { title, date, hours: log.fields.hours }));
    toast(t('hours.own.copied'));
  };
  return (
    <div class="space-y-1.5">
      <p class="text-meta text-info">
        {others.length
          ? t('hours.own.hint', { names: others.slice(0, 3).join(t('exchange.listJoin')) })
          : t('hours.own.alone')}
      </p>
      {others.length > 0 && (
        <Button small action="ask-to-confirm" onClick={() => void ask().catch(toastFault)}>
          {t('hours.own.ask')}
        </Button>
      )}
    </div>
  );
}
