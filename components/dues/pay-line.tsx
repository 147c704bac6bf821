import { t } from '../../lib/i18n';
import type { LinePlan, ListLine } from '../../lib/dues/payment-list';
import { monthsText } from '../../lib/dues/words';
import type { DuesRow } from '../../lib/dues/year';
import type { Share } from '../../lib/rules/dues';
import { parseYuan, yuanText } from '../../lib/rules/money';
import { CheckField, MemberPicker, Pill, TextField, useMemberName } from '../ui';

/** What a person decided about a line. */
export interface Answer {
  member?: string;
  remember: boolean;
  /** Yuan, when the amount was not clear. */
  amount: string;
  /** Record it as it is laid out. */
  ok: boolean;
  skip: boolean;
}

export const NO_ANSWER: Answer = { remember: false, amount: '', ok: false, skip: false };

export interface PlannedLine {
  key: string;
  line: ListLine;
  answer: Answer;
  row?: DuesRow;
  fen?: number;
  plan: LinePlan;
  /** What will be recorded. */
  shares: Share[];
  ready: boolean;
}

/** One line of a pasted list: how it is laid over months, and the questions that it leaves. */
export function PayLine(props: {
  planned: PlannedLine;
  year: number;
  onAnswer: (patch: Partial<Answer>) => void;
}) {
  const { planned, onAnswer } = props;
  const { line, answer, plan, row } = planned;
  const nameOf = useMemberName();
  const months = planned.shares.map((share) => share.month);
  const who = plan.doubts.includes('who');
  const unclear = plan.doubts.includes('amounts') || plan.doubts.includes('noAmount') || answer.amount !== '';
  const toConfirm = plan.doubts.filter(
    (doubt) => doubt !== 'who' && doubt !== 'amounts' && doubt !== 'noAmount',
  );
  return (
    <div class="space-y-1.5 px-3 py-2.5" data-line={planned.ready ? 'ready' : 'asked'}>
      <div class="flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <strong class="font-semibold">{row?.member.fields.name ?? line.name}</strong>{' '}
          {planned.fen !== undefined && <span>{yuanText(planned.fen)}</span>}
          <span class="text-meta text-ink-2 block break-words">
            {[
              months.length > 0 && t('dues.laidOver', { months: monthsText(months, props.year) }),
              line.proxy && t('dues.proxyBy', { name: nameOf(line.proxy) }),
              line.on,
              line.method && t(`dues.method.${line.method}`),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {(who || plan.doubts.length > 0) && (
            <span class="text-meta text-ink-3 block break-words">{line.raw}</span>
          )}
        </div>
        <Pill tone={answer.skip ? 'unknown' : planned.ready ? 'ok' : 'due'}>
          {t(answer.skip ? 'dues.line.skipped' : planned.ready ? 'dues.line.ready' : 'dues.line.asked')}
        </Pill>
      </div>
      {plan.doubts.length > 0 && (
        <ul class="text-meta text-due list-disc pl-5">
          {plan.doubts.map((doubt) => (
            <li key={doubt}>{t(`dues.doubt.${doubt}`, { amount: yuanText(plan.rest), name: line.name })}</li>
          ))}
        </ul>
      )}
      {(who || answer.member) && (
        <>
          {line.candidates.length > 0 && (
            <div role="group" aria-label={t('dues.who', { name: line.name })} class="flex flex-wrap gap-1.5">
              {line.candidates.slice(0, 6).map((member) => (
                <button
                  key={member.id}
                  type="button"
                  aria-pressed={answer.member === member.id}
                  class={`text-meta rounded-full border px-3 py-1 ${
                    answer.member === member.id
                      ? 'border-red bg-red-wash text-red-ink font-semibold'
                      : 'border-line-strong bg-card'
                  }`}
                  onClick={() =>
                    onAnswer({
                      member: answer.member === member.id ? undefined : member.id,
                      remember: line.candidates.length === 1,
                    })
                  }
                >
                  {member.fields.name}
                </button>
              ))}
            </div>
          )}
          <MemberPicker
            label={t('dues.who', { name: line.name })}
            value={answer.member}
            onChange={(member) => onAnswer({ member })}
          />
          {answer.member && (
            <CheckField
              label={t('dues.rememberName', { name: line.name })}
              checked={answer.remember}
              onChange={(remember) => onAnswer({ remember })}
            />
          )}
        </>
      )}
      {unclear && (
        <div class="flex flex-wrap items-end gap-2">
          <div class="w-32">
            <TextField
              label={t('dues.amount')}
              value={answer.amount}
              error={
                answer.amount.trim() && parseYuan(answer.amount) === undefined ? t('fault.E430') : undefined
              }
              onChange={(amount) => onAnswer({ amount })}
            />
          </div>
          {line.amounts.length > 1 &&
            line.amounts.map((fen) => (
              <button
                key={fen}
                type="button"
                class="border-line-strong bg-card text-meta rounded-full border px-3 py-1"
                onClick={() => onAnswer({ amount: yuanText(fen) })}
              >
                {yuanText(fen)}
              </button>
            ))}
        </div>
      )}
      {plan.doubts.length > 0 && (
        <div class="flex flex-wrap gap-x-4 gap-y-1">
          {toConfirm.length > 0 && row && planned.fen !== undefined && (
            <CheckField label={t('dues.asLaidOut')} checked={answer.ok} onChange={(ok) => onAnswer({ ok })} />
          )}
          <CheckField
            label={t('dues.skipLine')}
            checked={answer.skip}
            onChange={(skip) => onAnswer({ skip })}
          />
        </div>
      )}
    </div>
  );
}
