import { useEffect, useState } from 'preact/hooks';
import type { RestorePart } from '../settings/restore-part';
import { termEndOf } from '../../lib/branch/branch';
import { createBranch, FIRST_RUN_DRAFT, type NewBranch } from '../../lib/branch/first-run';
import { LANGUAGES, loadMessages, t, tDynamic } from '../../lib/i18n';
import { isJoining, ROLES } from '../../lib/ledger';
import { BRANCH_FORMS } from '../../lib/records/branch';
import { MEMBER_CATEGORIES } from '../../lib/records/member';
import { asFault, type Fault } from '../../lib/records/fault';
import { loadPolicy } from '../../lib/platform/policy';
import { lifePack } from '../../lib/rules/packs';
import {
  Button,
  CheckField,
  DateField,
  FaultNote,
  faultText,
  navigate,
  Note,
  Section,
  Segments,
  SelectField,
  TextField,
  toastFault,
  useDraft,
  useLive,
  useScope,
  useSettings,
  useToday,
} from '../ui';

const REMINDERS = ['7', '14', '30'] as const;

/** Fields that a fault is about: it is said there, and the field gets the focus. */
const FIELD_OF: Record<string, string> = { E201: 'branchName', E202: 'company', E203: 'myName' };

const EMPTY: NewBranch = {
  name: '',
  company: '',
  superior: '',
  form: 'single',
  hasCommittee: true,
  groups: [],
  foundedOn: '',
  termStart: '',
  termEnd: '',
  me: { name: '', category: 'full', posts: [] },
  role: 'secretary',
  backupEveryDays: 14,
};

/** First run: make the branch and say who I am, or look at the fictional sample branch first. */
export function FirstRunPage() {
  const { ledger, own } = useScope();
  const today = useToday();
  const settings = useSettings();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState<'save' | 'sample' | undefined>(undefined);
  const draft = useDraft<NewBranch>({
    id: FIRST_RUN_DRAFT,
    form: 'branch',
    title: (value) => value.name,
    route: '/today',
    initial: async () => {
      const { policy } = await loadPolicy();
      return {
        ...EMPTY,
        name: policy.branchName ?? '',
        company: policy.company ?? '',
        superior: policy.superior ?? '',
      };
    },
  });
  const joins = useLive(() => isJoining(ledger), []);
  useEffect(() => {
    // Begun and not ended: whoever comes back goes on there, and founds no second branch meanwhile.
    if (joins) navigate('/share/join', { replace: true });
  }, [joins]);
  const value = draft.value;
  if (!value) return null;

  const save = async () => {
    setBusy('save');
    setFault(undefined);
    try {
      // Nothing may be left in memory: this screen goes away with the commit, and would store it after that.
      await draft.flush();
      await createBranch(ledger, value, today);
      draft.done();
      navigate('/today', { replace: true });
    } catch (thrown) {
      const failed = asFault(thrown);
      setFault(failed);
      const field = FIELD_OF[failed.code];
      if (field) document.querySelector<HTMLInputElement>(`input[name="${field}"]`)?.focus();
    } finally {
      setBusy(undefined);
    }
  };
  const openSample = async () => {
    setBusy('sample');
    try {
      const { openSampleBranch } = await import('../../lib/sample');
      await openSampleBranch(own, today);
    } catch (thrown) {
      toastFault(thrown);
      setBusy(undefined);
    }
  };

  const errorOf = (code: string) => {
    if (fault?.code !== code) return undefined;
    const { what, todo } = faultText(fault);
    return (
      <span role="alert">
        {what} {todo} {t('common.faultCode', { code })}
      </span>
    );
  };

  return (
    <main class="mx-auto max-w-xl space-y-5 p-4" data-first-run>
      <div class="flex items-start gap-3">
        <div class="min-w-0 flex-1">
          <h1 class="text-[1.35rem] leading-8 font-semibold">{t('common.appName')}</h1>
          <p class="text-ink-2">{t('start.lead')}</p>
        </div>
        <div class="w-28 shrink-0">
          <SelectField
            label={t('start.language')}
            value={settings.language}
            options={LANGUAGES.map((language) => ({
              value: language,
              label: tDynamic(`today.language.${language}`),
            }))}
            onChange={(language) => void settings.set({ language })}
          />
        </div>
      </div>
      <div class="border-line bg-card rounded-card flex flex-wrap items-center gap-3 border p-3">
        <p class="text-meta text-ink-2 min-w-40 flex-1">{t('start.sampleHint')}</p>
        <Button busy={busy === 'sample'} action="open-sample" onClick={() => void openSample()}>
          {t('start.openSample')}
        </Button>
      </div>

      <div class="border-line bg-card rounded-card flex flex-wrap items-center gap-3 border p-3">
        <p class="text-meta text-ink-2 min-w-40 flex-1">{t('shareInvite.joinFirst')}</p>
        <Button action="first-join" onClick={() => navigate('/share/join')}>
          {t('shareInvite.joinFirstDo')}
        </Button>
        <Button action="first-recover" onClick={() => navigate('/share/recovery')}>
          {t('sharePeople.recoverOpen')}
        </Button>
      </div>

      <div class="border-line bg-card rounded-card flex flex-wrap items-center gap-3 border p-3">
        <p class="text-meta text-ink-2 min-w-40 flex-1">{t('shareCompany.first')}</p>
        <Button action="first-company" onClick={() => navigate('/share/company')}>
          {t('shareCompany.title')}
        </Button>
      </div>

      <RestoreHere />

      <form
        class="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Section title={t('start.branch')} remark={draft.restored ? t('common.draftRestored') : undefined}>
          <div class="grid gap-3">
            <TextField
              label={t('start.name')}
              name="branchName"
              error={errorOf('E201')}
              value={value.name}
              placeholder={t('start.namePlaceholder')}
              onChange={(name) => draft.set({ name })}
            />
            <TextField
              label={t('start.company')}
              name="company"
              error={errorOf('E202')}
              value={value.company}
              placeholder={t('start.companyPlaceholder')}
              onChange={(company) => draft.set({ company })}
            />
            <TextField
              label={t('start.superior')}
              name="superior"
              value={value.superior}
              placeholder={t('common.optional')}
              onChange={(superior) => draft.set({ superior })}
            />
            <SelectField
              label={t('start.form')}
              name="form"
              value={value.form}
              options={BRANCH_FORMS.map((form) => ({ value: form, label: tDynamic(`today.form.${form}`) }))}
              onChange={(form) => draft.set({ form })}
            />
            <Segments
              showLabel
              label={t('start.committee')}
              options={[
                { value: 'yes', label: t('start.committeeYes') },
                { value: 'no', label: t('start.committeeNo') },
              ]}
              value={value.hasCommittee ? 'yes' : 'no'}
              onChange={(choice) => draft.set({ hasCommittee: choice === 'yes' })}
            />
            <TextField
              label={t('start.groups')}
              name="groups"
              value={value.groups.join('、')}
              placeholder={t('start.groupsPlaceholder')}
              hint={t('start.groupsHint')}
              onChange={(text) => draft.set({ groups: text.split(/[、,，;；]/) })}
            />
            <div class="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
              <DateField
                label={t('start.founded')}
                value={value.foundedOn}
                onChange={(foundedOn) => draft.set({ foundedOn })}
              />
              <DateField
                label={t('start.termStart')}
                value={value.termStart}
                onChange={(termStart) =>
                  draft.set({
                    termStart,
                    termEnd: termStart.length === 10 ? termEndOf(lifePack(), termStart) : value.termEnd,
                  })
                }
              />
              <DateField
                label={t('start.termEnd')}
                value={value.termEnd}
                hint={t('start.termHint')}
                onChange={(termEnd) => draft.set({ termEnd })}
              />
            </div>
          </div>
        </Section>

        <Section title={t('start.me')} remark={t('start.meHint')}>
          <div class="grid gap-3">
            <div class="grid grid-cols-2 gap-3">
              <TextField
                label={t('start.myName')}
                name="myName"
                error={errorOf('E203')}
                value={value.me.name}
                onChange={(name) => draft.set({ me: { ...value.me, name } })}
              />
              <SelectField
                label={t('start.myCategory')}
                value={value.me.category}
                options={MEMBER_CATEGORIES.map((category) => ({
                  value: category,
                  label: tDynamic(`today.category.${category}`),
                }))}
                onChange={(category) => draft.set({ me: { ...value.me, category } })}
              />
            </div>
            <Segments
              showLabel
              label={t('start.role')}
              options={ROLES.map((role) => ({ value: role, label: tDynamic(`today.role.${role}`) }))}
              value={value.role}
              onChange={(role) => draft.set({ role })}
            />
            <p class="text-meta text-ink-3">{tDynamic(`today.role.${value.role}.hint`)}</p>
            <CheckField
              label={t('start.iAmSecretary')}
              checked={value.me.posts.includes('secretary')}
              onChange={(on) => draft.set({ me: { ...value.me, posts: on ? ['secretary'] : [] } })}
            />
          </div>
        </Section>

        <Section title={t('start.safety')}>
          <Note tone="due">{t('start.warning')}</Note>
          <Segments
            showLabel
            label={t('start.backupEvery')}
            options={REMINDERS.map((days) => ({
              value: days,
              label: t('start.days', { count: Number(days) }),
            }))}
            value={String(value.backupEveryDays) as (typeof REMINDERS)[number]}
            onChange={(days) => draft.set({ backupEveryDays: Number(days) })}
          />
          <p class="text-meta text-ink-3">{t('start.backupHint')}</p>
        </Section>

        {fault && !FIELD_OF[fault.code] && <FaultNote fault={fault} />}
        <div class="flex flex-wrap items-center justify-end gap-2 pb-6">
          <Button kind="primary" type="submit" busy={busy === 'save'} action="create-branch">
            {t('start.create')}
          </Button>
        </div>
      </form>
    </main>
  );
}

/** For a new computer: a backup brings branch, records and person back, so nothing has to be created first. */
function RestoreHere() {
  const { ledger } = useScope();
  const [Part, setPart] = useState<typeof RestorePart | undefined>(undefined);
  if (Part) {
    return (
      <Section title={t('start.restoreTitle')}>
        <Part ledger={ledger} onRestored={() => navigate('/today', { replace: true })} />
      </Section>
    );
  }
  return (
    <p class="text-meta text-ink-2">
      {t('start.haveBackup')}{' '}
      <button
        type="button"
        class="text-red-ink rounded-s underline"
        data-action="first-restore"
        onClick={() =>
          void Promise.all([import('../settings/restore-part'), loadMessages()]).then(
            ([module]) => setPart(() => module.RestorePart),
            toastFault,
          )
        }
      >
        {t('start.restoreTitle')}
      </button>
    </p>
  );
}
