import { currentLanguage, t } from '../../lib/i18n';
import {
  attachEvidence,
  evidenceOffers,
  type ItemRecord,
  type ItemRef,
  type Offer,
} from '../../lib/governance';
import { packText, type ChecklistPack } from '../../lib/rules/pack';
import { Card, Link, Row, Section, toast, toastFault, useLedger, useLive, useToday } from '../ui';
import { AttachButton } from './evidence-list';
import { useRecordLine } from './record-line';

/** Records that the ledger already holds and that can prove the item in its period: one click each. */
export function OffersList(props: { pack: ChecklistPack; target: ItemRef; record: ItemRecord | undefined }) {
  const { pack, target, record } = props;
  const ledger = useLedger();
  const today = useToday();
  const recordLine = useRecordLine();
  const language = currentLanguage();
  const found = useLive(
    () =>
      evidenceOffers(ledger, pack, {
        item: target.item,
        period: target.period,
        record,
        today,
        companyId: target.companyId,
      }),
    [target.item, target.period, target.companyId, record?.h, today],
  );
  if (!found) return null;

  const attach = async (offer: Offer): Promise<void> => {
    try {
      await attachEvidence(ledger, target, offer.record, { today });
      toast(t('governance.evidence.attached', { code: target.item }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Section
      title={t('governance.offers')}
      remark={t('governance.offers.remark')}
      link={
        pack.recordEvidence.some((rule) => rule.record === 'algorithmCheck' && rule.item === target.item) && (
          <Link to="/algorithm" class="text-red-ink hover:underline">
            {t('algorithm.open')}
          </Link>
        )
      }
    >
      {found.offers.length === 0 ? (
        <p class="text-meta text-ink-2">{t('governance.offers.none')}</p>
      ) : (
        <Card>
          {found.offers.map((offer) => {
            const line = recordLine(offer.record);
            return (
              <Row
                key={offer.record.id}
                title={<span class="font-normal">{line.title}</span>}
                meta={[line.kind, line.on, packText(offer.reason, language)].filter(Boolean).join(' · ')}
                to={line.to}
                tail={<AttachButton name={line.title} onClick={() => void attach(offer)} />}
              />
            );
          })}
        </Card>
      )}
      {found.more > 0 && (
        <p class="text-meta text-ink-3">{t('governance.offers.more', { count: found.more })}</p>
      )}
    </Section>
  );
}
