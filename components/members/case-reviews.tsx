import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type Case, removeReview, saveReview } from '../../lib/members/cases';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  DateField,
  Dialog,
  EmptyState,
  FaultNote,
  MemberPicker,
  Note,
  Row,
  Section,
  TextAreaField,
  useDraft,
  useLedger,
  useMemberName,
  useScope,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';

interface ReviewForm {
  on: string;
  by: string;
  text: string;
}

/** 考察记录: half-yearly reviews of an activist and reviews in probation. */
export function CaseReviews({ record }: { record: Case }) {
  const nameOf = useMemberName();
  const [edited, setEdited] = useState<string | undefined>(undefined);
  const reviews = Object.entries(record.fields.reviews ?? {}).sort(([, a], [, b]) => (a.on < b.on ? -1 : 1));
  const add = (
    <Button small icon="plus" action="review-add" onClick={() => setEdited('new')}>
      {t('members.review.add')}
    </Button>
  );
  return (
    <Section title={t('members.review.title')} link={reviews.length > 0 && add}>
      {reviews.length === 0 ? (
        <EmptyState title={t('members.review.empty')} action={add}>
          {t('members.review.emptyHint')}
        </EmptyState>
      ) : (
        <Card>
          {reviews.map(([id, review]) => (
            <Row
              key={id}
              title={review.on}
              meta={[review.by && nameOf(review.by), review.text].filter(Boolean).join('：') || undefined}
              onClick={() => setEdited(id)}
            />
          ))}
        </Card>
      )}
      {edited && (
        <ReviewDialog
          key={edited}
          record={record}
          id={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Section>
  );
}

function ReviewDialog(props: { record: Case; id: string | undefined; onClose: () => void }) {
  const { record, id } = props;
  const ledger = useLedger();
  const today = useToday();
  const { me } = useScope();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `caseReview:${record.id}:${id ?? 'new'}`;
  const review = id ? record.fields.reviews?.[id] : undefined;
  const draft = useDraft<ReviewForm>({
    id: draftId,
    form: 'caseReview',
    title: (value) => value.on,
    route: `/branch/development/${record.id}`,
    initial: () => ({ on: review?.on ?? today, by: review?.by ?? me, text: review?.text ?? '' }),
  });
  const form = draft.value;
  if (!form) return null;
  const run = async (work: () => Promise<{ n?: number }>, message: string) => {
    try {
      await draft.flush();
      const { n } = await work();
      draft.done();
      props.onClose();
      toastUndo(ledger, message, n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Dialog
      open
      title={t('members.review.one')}
      onClose={props.onClose}
      foot={
        <>
          {id && (
            <Button
              kind="danger"
              onClick={() => void run(() => removeReview(ledger, record, id), t('members.review.removed'))}
            >
              {t('members.remove')}
            </Button>
          )}
          <Button
            kind="primary"
            action="review-save"
            onClick={() =>
              void run(
                () => saveReview(ledger, record, { ...form, id }, { draft: draftId }),
                t('members.review.saved'),
              )
            }
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      {draft.restored && <Note tone="info">{t('common.draftRestored')}</Note>}
      <DateField
        label={t('members.review.on')}
        name="reviewOn"
        value={form.on}
        max={today}
        onChange={(on) => draft.set({ on })}
      />
      <MemberPicker
        label={t('members.review.by')}
        value={form.by}
        allowFree
        onChange={(by) => draft.set({ by: by ?? '' })}
      />
      <TextAreaField
        terms
        label={t('members.review.text')}
        value={form.text}
        onChange={(text) => draft.set({ text })}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
