import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../../lib/i18n';
import { type Verdict, VERDICTS } from '../../../lib/records/governance';
import { maySign, mayStep, signedFindings, signReview, takeStep } from '../../../lib/review';
import { type ChecklistItem, type ChecklistPack, packText } from '../../../lib/rules/pack';
import {
  Basis,
  Button,
  Card,
  Kbd,
  Link,
  Note,
  Pill,
  Section,
  Segments,
  TextAreaField,
  toast,
  toastFault,
  useDraft,
  useLedger,
} from '../../ui';
import { Answer } from '../gone-items';
import { FindingsPart } from '../findings/findings-part';
import { isTyping } from '../keys';
import { itemRoute, SIDES } from '../words';
import { Comparison } from './comparison';
import { FindingDialog, WordsDialog } from './dialogs';
import { SignDialog } from './sign-dialog';
import { StateDiff } from './state-diff';
import { Trail } from './trail';
import type { ReviewedItem } from './use-item';
import { independenceWord, STANDING_TONES } from './words';

interface Judged {
  design?: Verdict;
  effect?: Verdict;
  note: string;
}
type Asking = 'return' | 'comment' | 'sign' | 'finding';

/** One item as a reviewer judges it: clause, answers, what changed since it was signed, verdicts, and what can be done. */
export function ReviewItem({
  of,
  item,
  pack,
}: {
  of: ReviewedItem;
  item: ChecklistItem;
  pack: ChecklistPack;
}) {
  const ledger = useLedger();
  const { record, standing, rights } = of;
  const [asking, setAsking] = useState<Asking>();
  const draft = useDraft<Judged>({
    id: `review:${record.id}`,
    form: 'review',
    title: () => `${t('review.title')} ${item.code}`,
    route: `/review/${record.id}`,
    initial: () => ({ note: '' }),
  });
  const judged = draft.value ?? { note: '' };
  // What was judged by a key counts for the next one, however soon that comes.
  const latest = useRef(judged);
  latest.current = judged;
  const judge = (side: Partial<Judged>): void => {
    latest.current = { ...latest.current, ...side };
    draft.set(side);
  };
  const can = {
    start: mayStep('started', standing.standing, rights),
    return: mayStep('returned', standing.standing, rights),
    comment: mayStep('comment', standing.standing, rights),
    sign: maySign(standing.standing, rights),
  };
  const lacksNote = ({ design, effect, note }: Judged): boolean =>
    [design, effect].includes('notApplicable') && !note.trim();

  const needsNote = lacksNote(judged);

  const take = async (step: 'started' | 'returned' | 'comment', text?: string) => {
    setAsking(undefined);
    try {
      await takeStep(ledger, { item: record, asked: item, step, text, name: of.name || t('review.nobody') });
      toast(t(`review.done.${step}`, { code: item.code }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const ask = (what: Asking) => {
    if (what === 'return' && !can.return) return;
    if (what === 'comment' && !can.comment) return;
    if (what === 'finding' && !rights.reviews) return;
    if (what === 'sign') {
      if (!can.sign) return toast(t('review.cannotSign'));
      const { design, effect } = latest.current;
      if (!design || !effect) return toast(t('review.judgeFirst'));
      if (lacksNote(latest.current)) return toast(t('review.noteNeeded'));
    }
    setAsking(what);
  };
  const sign = async ({ name, role }: { name: string; role: string }) => {
    setAsking(undefined);
    try {
      await signReview(ledger, {
        item: record,
        asked: item,
        shown: of.state.hash,
        ...judged,
        note: judged.note.trim() || undefined,
        findings: signedFindings(of.findings),
        name,
        role,
        independent: of.independence.independent,
      });
      await draft.discard();
      toast(t('review.done.signed', { code: item.code }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  // With the item itself: a key that is pressed as soon as it is seen counts.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event) || document.querySelector('dialog[open]')) return;
      const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code)?.[1];
      const verdict = digit && VERDICTS[Number(digit) - 1];
      if (verdict && rights.reviews) judge(event.shiftKey ? { design: verdict } : { effect: verdict });
      const what = ({ r: 'return', c: 'comment', s: 'sign', f: 'finding' } as const)[event.key.toLowerCase()];
      if (!verdict && !what) return;
      event.preventDefault();
      if (what) ask(what);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  const language = currentLanguage();
  return (
    <div class="space-y-4" data-review={item.code}>
      <div class="space-y-1.5">
        <p class="font-semibold">{packText(item.text, language)}</p>
        <Basis basis={item.basis} sources={pack.sources} confidence={item.confidence} />
        <p class="text-meta flex flex-wrap items-center gap-1.5">
          <Pill tone={STANDING_TONES[standing.standing]}>{t(`review.standing.${standing.standing}`)}</Pill>
          <Link to={itemRoute(item.code, { period: record.fields.period })} class="text-red-ink underline">
            {t('review.toItem')}
          </Link>
        </p>
      </div>
      {standing.changes.length > 0 && (
        <Note tone="due">
          <strong>{t('review.changed')}</strong>
          <StateDiff changes={standing.changes} record={record} />
        </Note>
      )}
      <Answer record={record} readOnly />
      <div>
        <Comparison record={record} item={item} />
      </div>
      <FindingsPart
        item={record.id}
        companyId={record.fields.companyId}
        code={item.code}
        branch=""
        review={standing.review}
      />
      {rights.reviews && (
        <Card pad>
          {SIDES.map((side) => (
            <Segments
              key={side}
              showLabel
              label={t(side === 'design' ? 'review.judge.design' : 'review.judge.effect')}
              options={VERDICTS.map((value) => ({ value, label: t(`governance.verdict.${value}`) }))}
              value={judged[side]}
              onChange={(value) => judge(side === 'design' ? { design: value } : { effect: value })}
            />
          ))}
          <TextAreaField
            label={t('review.note')}
            rows={2}
            value={judged.note}
            error={needsNote ? t('review.noteNeeded') : undefined}
            onChange={(note) => draft.set({ note })}
          />
          <p class="text-meta text-ink-2">{independenceWord(of.independence)}</p>
          <div class="flex flex-wrap gap-2">
            <Button kind="primary" disabled={!can.sign} action="review-sign" onClick={() => ask('sign')}>
              {t('review.sign')} <span class="font-mono">S</span>
            </Button>
            <Button disabled={!can.return} action="review-return" onClick={() => ask('return')}>
              {t('review.return')} <Kbd>R</Kbd>
            </Button>
            {can.start && (
              <Button action="review-start" onClick={() => void take('started')}>
                {t('review.start')}
              </Button>
            )}
            <Button action="review-comment" onClick={() => ask('comment')}>
              {t('review.comment')} <Kbd>C</Kbd>
            </Button>
            <Button action="review-find" onClick={() => ask('finding')}>
              {t('review.find')} <Kbd>F</Kbd>
            </Button>
          </div>
          {!can.sign && <p class="text-meta text-ink-2">{t('review.cannotSign')}</p>}
        </Card>
      )}
      <Section title={t('review.trail')}>
        <Trail trail={standing.trail} />
      </Section>
      {(asking === 'return' || asking === 'comment') && (
        <WordsDialog
          title={t(asking === 'return' ? 'review.return' : 'review.comment')}
          label={t(asking === 'return' ? 'review.return.reason' : 'review.comment.text')}
          confirm={t(asking === 'return' ? 'review.return' : 'common.save')}
          onDone={(text) => void take(asking === 'return' ? 'returned' : 'comment', text)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'finding' && <FindingDialog record={record} onClose={() => setAsking(undefined)} />}
      {asking === 'sign' && (
        <SignDialog
          of={of}
          item={item}
          judged={judged}
          onSign={(as) => void sign(as)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
