import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { STUDY_FORMS } from '../../lib/records/study';
import { lifePack } from '../../lib/rules/packs';
import { declareStudy } from '../../lib/study/hours/study-logs';
import {
  Button,
  Link,
  NumberField,
  Section,
  SelectField,
  toast,
  toastFault,
  useLedger,
  useRole,
  useScope,
  useToday,
} from '../ui';

/** 我的学习: declares my own study of this material. The secretary's way to enter for many is a link beside it. */
export function QuickDeclare({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const { me } = useScope();
  const role = useRole();
  const today = useToday();
  const [form, setForm] = useState<(typeof STUDY_FORMS)[number]>('self');
  const [hours, setHours] = useState<number | undefined>(1);
  const [busy, setBusy] = useState(false);
  const declare = async () => {
    setBusy(true);
    try {
      const { already, n } = await declareStudy(
        ledger,
        lifePack(),
        { members: [me], on: today, form, hours, clip: clip.id },
        { confirmed: false, today },
      );
      toast(t(already.length ? 'study.declaredBefore' : 'study.declared'), {
        action:
          n === undefined
            ? undefined
            : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
      });
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section
      title={t('study.mine')}
      link={role !== 'member' && <Link to={`/study/declare?clip=${clip.id}`}>{t('study.forMany')}</Link>}
    >
      <div class="flex items-end gap-2">
        <div class="min-w-0 flex-1">
          <SelectField
            label={t('study.form')}
            value={form}
            options={STUDY_FORMS.map((value) => ({ value, label: tDynamic(`today.form.study.${value}`) }))}
            onChange={setForm}
          />
        </div>
        <div class="w-24">
          <NumberField
            label={t('study.hours')}
            value={hours}
            min={0.5}
            max={200}
            step={0.5}
            onChange={setHours}
          />
        </div>
        <Button busy={busy} action="declare-mine" onClick={() => void declare()}>
          {t('study.declareAction')}
        </Button>
      </div>
      <p class="text-meta text-ink-3">{t('study.confirmHint')}</p>
    </Section>
  );
}
