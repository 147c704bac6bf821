import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CommitResult } from '../../lib/ledger';
import { addHelper, type Case, endHelper, removeHelper } from '../../lib/members/cases';
import {
  Button,
  Card,
  DateField,
  IconButton,
  MemberPicker,
  Row,
  Section,
  toastFault,
  useLedger,
  useMemberName,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';

/** 培养联系人 or 入党介绍人 of a case: added, ended with a day, or taken out when it was a slip. */
export function CaseHelpers({ record, as }: { record: Case; as: 'mentors' | 'sponsors' }) {
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const [adding, setAdding] = useState(false);
  const [person, setPerson] = useState<string | undefined>(undefined);
  const [from, setFrom] = useState('');
  const helpers = Object.entries(record.fields[as] ?? {}).sort(
    ([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0),
  );
  const run = async (work: () => Promise<CommitResult>, message: string): Promise<boolean> => {
    try {
      toastUndo(ledger, message, (await work()).n);
      return true;
    } catch (thrown) {
      toastFault(thrown);
      return false;
    }
  };
  const add = async () => {
    const saved = await run(
      () => addHelper(ledger, record, as, { person: person ?? '', from }),
      t('members.helper.saved', { name: nameOf(person) }),
    );
    if (!saved) return;
    setAdding(false);
    setPerson(undefined);
    setFrom('');
  };
  const title = t(`members.col.${as}`);
  return (
    <Section
      title={title}
      link={
        !adding && (
          <Button
            small
            icon="plus"
            action={`add-${as}`}
            label={t('members.helper.addTo', { title })}
            onClick={() => setAdding(true)}
          >
            {t('common.add')}
          </Button>
        )
      }
    >
      {helpers.length === 0 && !adding && <p class="text-meta text-ink-3">{t('members.helper.none')}</p>}
      {helpers.length > 0 && (
        <Card>
          {helpers.map(([id, helper]) => (
            <Row
              key={id}
              title={nameOf(helper.person)}
              meta={
                [
                  helper.from && t('members.since', { date: helper.from }),
                  helper.until && t('members.until', { date: helper.until }),
                ]
                  .filter(Boolean)
                  .join(' · ') || undefined
              }
              tail={
                <>
                  {!helper.until && (
                    <Button
                      small
                      label={t('members.helper.endOf', { name: nameOf(helper.person) })}
                      onClick={() =>
                        void run(
                          () => endHelper(ledger, record, as, id, today),
                          t('members.helper.ended', { name: nameOf(helper.person), date: today }),
                        )
                      }
                    >
                      {t('members.helper.end')}
                    </Button>
                  )}
                  <IconButton
                    icon="trash"
                    label={t('members.helper.removeOf', { name: nameOf(helper.person) })}
                    onClick={() =>
                      void run(
                        () => removeHelper(ledger, record, as, id),
                        t('members.helper.removed', { name: nameOf(helper.person) }),
                      )
                    }
                  />
                </>
              }
            />
          ))}
        </Card>
      )}
      {adding && (
        <Card pad>
          <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
            <MemberPicker label={title} value={person} allowFree onChange={setPerson} />
            <DateField label={t('members.helper.from')} value={from} max={today} onChange={setFrom} />
          </div>
          <div class="flex justify-end gap-2">
            <Button onClick={() => setAdding(false)}>{t('common.cancel')}</Button>
            <Button kind="primary" action={`save-${as}`} onClick={() => void add()}>
              {t('common.save')}
            </Button>
          </div>
        </Card>
      )}
    </Section>
  );
}
