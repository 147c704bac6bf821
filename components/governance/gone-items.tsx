import { currentLanguage, t } from '../../lib/i18n';
import { answerItem, type GoneItem, goneItems, refOf } from '../../lib/governance';
import { type ChecklistPack, packText } from '../../lib/rules/pack';
import {
  Basis,
  Button,
  Card,
  EmptyState,
  Link,
  Note,
  Pill,
  Row,
  Section,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useToday,
} from '../ui';
import { ItemHistory } from './item-history';
import { useCompany, useReadsOnly } from './use-checklist';
import { itemRoute, periodWord, SIDES, VERDICT_TONES, verdictWord } from './words';

/** What was answered under other checklists; undefined until it was read. */
function useGone(pack: ChecklistPack): GoneItem[] | undefined {
  const ledger = useLedger();
  const companyId = useCompany()?.companyId;
  return useLive(async () => (companyId ? goneItems(ledger, pack, { companyId }) : []), [pack, companyId]);
}

/** 不在现行清单: items that were answered and that the checklist in force does not have. */
export function GoneItems({ pack }: { pack: ChecklistPack }) {
  const gone = useGone(pack);
  if (!gone?.length) return null;
  return (
    <Section title={t('governance.gone')} remark={t('governance.goneHint')}>
      <Card>
        {gone.map(({ code, item, records }) => (
          <Row
            key={code}
            title={
              <span class="font-normal">
                <strong class="mr-1.5">{code}</strong>
                {item && packText(item.text, currentLanguage())}
              </span>
            }
            meta={records.map((record) => periodWord(record.fields.period, record)).join(' · ')}
            to={itemRoute(code)}
          />
        ))}
      </Card>
    </Section>
  );
}

/** The answers of an item that is not on the checklist in force: to be read, not to be changed. */
export function GoneItemView({ code, pack }: { code: string; pack: ChecklistPack }) {
  const gone = useGone(pack);
  const reads = useReadsOnly(useCompany()?.companyId);
  if (!gone || reads === undefined)
    return (
      <p aria-busy="true" class="text-meta text-ink-3">
        {t('common.loading')}
      </p>
    );
  const found = gone.find((one) => one.code === code);
  if (!found) return <EmptyState title={t('governance.unknownItem', { code })} />;
  return (
    <div class="space-y-4" data-item={code}>
      <Note tone="info">
        {t('governance.goneNote', { title: packText(pack.title, currentLanguage()) })}{' '}
        <Link to="/settings/rules" class="text-red-ink underline">
          {t('packs.title')}
        </Link>
      </Note>
      {found.item && found.pack && (
        <div class="space-y-1.5">
          <p class="font-semibold">{packText(found.item.text, currentLanguage())}</p>
          <p class="text-meta text-ink-3">{packText(found.pack.title, currentLanguage())}</p>
          <Basis basis={found.item.basis} sources={found.pack.sources} confidence={found.item.confidence} />
        </div>
      )}
      {found.records.map((record) => (
        <Answer key={record.id} record={record} readOnly={reads !== null} />
      ))}
    </div>
  );
}

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text);

/** What was answered, to be read. With `readOnly` nothing can be done about it, and ids that are nobody's name here stay out. */
export function Answer({ record, readOnly }: { record: GoneItem['records'][number]; readOnly?: boolean }) {
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const { fields } = record;
  const waits = fields.nextReview && !fields.reviewedIn;
  const drop = async () => {
    try {
      const ref = refOf(fields, fields.item, fields.period);
      const { n } = await answerItem(ledger, ref, record, { nextReview: null });
      const run = async () => void (n !== undefined && (await ledger.undo(n)));
      toast(t('governance.reviewDropped', { code: fields.item }), {
        action: { label: t('common.undo'), run },
      });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Card pad>
      <div class="space-y-1.5">
        <p class="flex flex-wrap items-center gap-1.5">
          <strong class="min-w-0 flex-1">{periodWord(fields.period, record)}</strong>
          {SIDES.map((side) => {
            const verdict = fields[side];
            return (
              <Pill key={side} tone={verdict ? VERDICT_TONES[verdict] : 'unknown'}>
                {t('governance.sideState', { side: t(`governance.${side}`), verdict: verdictWord(verdict) })}
              </Pill>
            );
          })}
        </p>
        {fields.reason && <p>{fields.reason}</p>}
        {fields.rectification && (
          <p>
            {t('governance.rectification')}：{fields.rectification}
          </p>
        )}
        <p class="text-meta text-ink-2">
          {[
            fields.owner &&
              !(readOnly && isId(fields.owner)) &&
              `${t('governance.owner')} ${nameOf(fields.owner)}`,
            t('governance.evidenceCount', { count: Object.keys(fields.evidence ?? {}).length }),
            fields.dueOn && `${t('record.governanceItem.dueOn')} ${fields.dueOn}`,
            fields.risk && t(`review.risk.${fields.risk}`),
            waits && `${t('governance.nextReview')} ${fields.nextReview}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {!readOnly && waits && (fields.nextReview ?? '') <= today && (
          <Button small action="review-drop" onClick={() => void drop()}>
            {t('governance.reviewDrop')}
          </Button>
        )}
        {!readOnly && <ItemHistory id={record.id} h={record.h} />}
      </div>
    </Card>
  );
}
