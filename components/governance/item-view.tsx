import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { type Company, hasEvents, itemRecordId, type ItemRef, refOf } from '../../lib/governance';
import { packText, type ChecklistItem, type ChecklistPack } from '../../lib/rules/pack';
import { parsePeriod, periodRange, shiftPeriod, type PeriodKey } from '../../lib/rules/periods';
import { Basis, Link, Note, Pill, useLedger, useLive, useToday } from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { AnswerForm } from './answer-form';
import { EventList } from './event-list';
import { Answer } from './gone-items';
import { EvidenceList } from './evidence-list';
import { ItemHistory } from './item-history';
import { ItemLint } from './lint-part';
import { OffersList } from './offers-list';
import { ItemReview } from './review/item-review';
import { useComment } from './review/use-comment';
import { useReadsOnly } from './use-checklist';
import { itemRoute, periodWord, verdictWord } from './words';

/** Items of 双向进入 and 交叉任职 that the matrix answers. */
const BY_MATRIX = ['B1', 'B2', 'B3', 'B4', 'C1', 'C2', 'C3'];

/** Wording, basis, answers, evidence, offers, events and history of one item in one period. */
export function ItemView(props: {
  pack: ChecklistPack;
  item: ChecklistItem;
  company: Company & { name: string; branch: string };
  /** Undefined for an item of events while no event is chosen. */
  period: PeriodKey | undefined;
}) {
  const { pack, item, company, period } = props;
  return (
    <div class="space-y-4" data-item={item.code}>
      <Wording pack={pack} item={item} />
      {period && (
        <PeriodPart
          key={period}
          pack={pack}
          item={item}
          company={company}
          target={refOf(company, item.code, period)}
        />
      )}
      {hasEvents(item) && <EventList item={item} company={company} chosen={period} />}
    </div>
  );
}

function Wording({ pack, item }: { pack: ChecklistPack; item: ChecklistItem }) {
  const language = currentLanguage();
  const examples = item.evidence
    .map((text) => packText(text, language))
    .join(language === 'en' ? '; ' : '、');
  return (
    <div class="space-y-1.5">
      <p class="font-semibold">{packText(item.text, language)}</p>
      <p class="text-meta text-ink-2 flex flex-wrap items-center gap-1.5">
        <Pill tone={item.mark === 'backed' ? 'ok' : 'info'}>{t(`governance.mark.${item.mark}`)}</Pill>
        {item.frequency.map((frequency) => t(`rules.frequency.${frequency}`)).join(' · ')}
      </p>
      {item.scope && <p class="text-meta text-ink-2">{packText(item.scope, language)}</p>}
      <p class="text-meta text-ink-3">{t('governance.evidence.examples', { list: examples })}</p>
      <Basis basis={item.basis} sources={pack.sources} confidence={item.confidence} />
      {BY_MATRIX.includes(item.code) && (
        <Link to="/governance/posts" class="text-red-ink inline-block py-1 underline">
          {t('posts.toMatrix')}
        </Link>
      )}
      {/^A[123]$/.test(item.code) && (
        <Link to="/governance/charter" class="text-red-ink inline-block py-1 underline">
          {t('charter.toList')}
        </Link>
      )}
      {/^D[135]$/.test(item.code) && (
        <Link to="/governance/matters" class="text-red-ink inline-block py-1 underline">
          {t('heard.toMatters')}
        </Link>
      )}
    </div>
  );
}

function PeriodPart(props: {
  pack: ChecklistPack;
  item: ChecklistItem;
  company: Company & { branch: string };
  target: ItemRef;
}) {
  const { pack, item, target, company } = props;
  const ledger = useLedger();
  const today = useToday();
  const id = itemRecordId(target);
  // Each save starts the form afresh from what is stored.
  const [generation, setGeneration] = useState(0);
  const found = useLive(async () => ({ record: await ledger.get('governanceItem', id) }), [id]);
  const reads = useReadsOnly(company.companyId);
  const comment = useComment(found?.record, item);
  if (!found || reads === undefined) return null;
  const readOnly = reads !== null;
  const { record } = found;
  const range = periodRange(target.period);
  return (
    <>
      <PeriodLine item={item} target={target} record={record} />
      {range && range.from > today && <Note tone="info">{t('governance.futurePeriod')}</Note>}
      {record && <ConflictNote id={id} />}
      {record && <ItemLint id={id} />}
      {readOnly ? (
        <>
          <Note tone="info">{t(reads === 'reviewer' ? 'exhibits.readOnly' : 'governance.readOnly')}</Note>
          {record && <Answer record={record} readOnly />}
        </>
      ) : (
        <AnswerForm
          key={generation}
          item={item}
          target={target}
          record={record}
          onSaved={() => setGeneration((count) => count + 1)}
        />
      )}
      <EvidenceList
        pack={pack}
        company={company}
        target={target}
        record={record}
        readOnly={readOnly}
        onNote={reads === 'member' ? undefined : comment}
      />
      {!readOnly && <OffersList pack={pack} target={target} record={record} />}
      {record && <ItemReview record={record} item={item} branch={company.branch} />}
      {!readOnly && <ItemHistory id={id} h={record?.h} />}
    </>
  );
}

/** The period that is answered, the ones beside it, and what was said in the last one. */
function PeriodLine(props: {
  item: ChecklistItem;
  target: ItemRef;
  record: Parameters<typeof periodWord>[1];
}) {
  const { target, record } = props;
  const ledger = useLedger();
  const today = useToday();
  const calendar = parsePeriod(target.period);
  const before = calendar ? shiftPeriod(target.period, -1) : undefined;
  const after = calendar ? shiftPeriod(target.period, 1) : undefined;
  const last = useLive(
    async () =>
      before ? ledger.get('governanceItem', itemRecordId({ ...target, period: before })) : undefined,
    [target.item, target.period],
  );
  const afterBegins = after ? periodRange(after)?.from : undefined;
  return (
    <div>
      <div class="flex items-center gap-3">
        <strong class="min-w-0 flex-1">{periodWord(target.period, record)}</strong>
        {before && (
          <Link
            to={itemRoute(target.item, { period: before })}
            class="text-meta text-red-ink hover:underline"
          >
            {t('governance.earlier')}
          </Link>
        )}
        {after && afterBegins && afterBegins <= today && (
          <Link to={itemRoute(target.item, { period: after })} class="text-meta text-red-ink hover:underline">
            {t('governance.later')}
          </Link>
        )}
      </div>
      {before && last && (
        <p class="text-meta text-ink-2">
          {t('governance.previous', {
            period: periodWord(before),
            design: verdictWord(last.fields.design),
            effect: verdictWord(last.fields.effect),
          })}
        </p>
      )}
    </div>
  );
}
