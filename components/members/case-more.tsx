import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Partially } from '../../lib/ledger';
import { type Case, saveCase } from '../../lib/members/cases';
import {
  Button,
  DateField,
  Dialog,
  SelectField,
  TextAreaField,
  toastFault,
  useLedger,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';

const ENDS = ['converted', 'stopped', 'withdrawn', 'transferred'] as const;

/** Extension of probation, remark, the end of a case, and the trash. */
export function CaseMore({ record, onRemove }: { record: Case; onRemove: () => void }) {
  const ledger = useLedger();
  const today = useToday();
  const { fields } = record;
  const [open, setOpen] = useState<'extend' | 'end' | 'note' | undefined>(undefined);
  const [on, setOn] = useState('');
  const [until, setUntil] = useState('');
  const [ended, setEnded] = useState<(typeof ENDS)[number]>('stopped');
  const [note, setNote] = useState('');

  const save = async (change: Partially<'developmentCase'>, message: string, label?: 'caseEnd') => {
    try {
      const { n } = await saveCase(ledger, record, change, label);
      setOpen(undefined);
      toastUndo(ledger, message, n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const show = (what: 'extend' | 'end' | 'note') => {
    setOn((what === 'extend' ? fields.extendedOn : fields.endedOn) ?? today);
    setUntil(fields.extendedUntil ?? '');
    setNote(fields.note ?? '');
    setOpen(what);
  };
  const confirm = () => {
    if (open === 'extend') {
      return save({ extendedOn: on || null, extendedUntil: until || null }, t('members.dev.extendSaved'));
    }
    if (open === 'end') return save({ ended, endedOn: on || null }, t('members.dev.endSaved'), 'caseEnd');
    return save({ note: note.trim() || null }, t('members.dev.noteSaved'));
  };
  return (
    <div class="space-y-2">
      {fields.extendedUntil && <p>{t('members.dev.extendedUntil', { date: fields.extendedUntil })}</p>}
      {fields.note && <p class="text-ink-2 whitespace-pre-line">{fields.note}</p>}
      <div class="flex flex-wrap gap-2">
        <Button onClick={() => show('note')}>{t('members.col.note')}</Button>
        <Button onClick={() => show('extend')}>{t('members.dev.extend')}</Button>
        {fields.ended ? (
          <Button
            onClick={() => void save({ ended: null, endedOn: null }, t('members.dev.reopened'), 'caseEnd')}
          >
            {t('members.dev.reopen')}
          </Button>
        ) : (
          <Button action="case-end" onClick={() => show('end')}>
            {t('members.dev.end')}
          </Button>
        )}
        <Button kind="quiet" icon="trash" onClick={onRemove}>
          {t('branch.remove')}
        </Button>
      </div>
      <Dialog
        open={open !== undefined}
        title={
          open === 'extend'
            ? t('members.dev.extend')
            : open === 'end'
              ? t('members.dev.end')
              : t('members.col.note')
        }
        onClose={() => setOpen(undefined)}
        foot={
          <Button kind="primary" action="case-more-save" onClick={() => void confirm()}>
            {t('common.save')}
          </Button>
        }
      >
        {open === 'note' && <TextAreaField label={t('members.col.note')} value={note} onChange={setNote} />}
        {open === 'end' && (
          <SelectField
            label={t('members.dev.endHow')}
            value={ended}
            options={ENDS.map((value) => ({ value, label: tDynamic(`members.ended.${value}`) }))}
            onChange={setEnded}
          />
        )}
        {(open === 'end' || open === 'extend') && (
          <DateField label={t('members.dev.decidedOn')} value={on} onChange={setOn} />
        )}
        {open === 'extend' && (
          <DateField label={t('members.dev.extendTo')} value={until} onChange={setUntil} />
        )}
      </Dialog>
    </div>
  );
}
