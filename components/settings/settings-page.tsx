import { useEffect, useState } from 'preact/hooks';
import { currentLanguage, type Language, LANGUAGES, t, tDynamic, tMaybe } from '../../lib/i18n';
import { backupAge } from '../../lib/ledger';
import { shortcutOf } from '../../lib/platform/capture';
import { POLICY_KEYS, WHOLE_KINDS } from '../../lib/rulebook/whole-packs';
import { packText } from '../../lib/rules/pack';
import { nationalPack } from '../../lib/rules/packs';
import type { WholeKind } from '../../lib/rules/whole';
import {
  Button,
  Card,
  FaultNote,
  Field,
  Icon,
  Kbd,
  Link,
  Note,
  nowMilliseconds,
  NumberField,
  Page,
  Pill,
  Row,
  Section,
  Segments,
  toast,
  toastFault,
  useLive,
  useMemberName,
  useScope,
  useSettings,
  useToday,
} from '../ui';
import { version } from '../../package.json';
import { SettingsAssist } from '../assist';
import { backupAgeWords } from './data-page';
import { diagnostics } from './diagnostics';
import { SettingsRobots } from './settings-robots';
import { SettingsReminders } from './settings-reminders';
import { SettingsSites } from './settings-sites';
import { StorageSection } from './settings-storage';
import { policyValue, problemWords } from './policy-words';
import { usePolicy } from './use-policy';
import { useRulesInForce } from './use-rules-in-force';
import { useWholePack } from './use-whole-pack';

/** 设置: look, person, backup reminder, where the data is, what the organisation presets, shortcuts, version. */
export function SettingsPage() {
  return (
    <Page title={t('settings.title')} back="/today">
      <LookSection />
      <PersonSection />
      <ShareSection />
      <LockSection />
      <BackupSection />
      <SettingsReminders />
      <RulesSection />
      <RecordsSection />
      <SettingsSites />
      <SettingsRobots />
      <SettingsAssist />
      <StorageSection />
      <PolicySection />
      <ShortcutSection />
      <AboutSection />
    </Page>
  );
}

function LockSection() {
  const { own } = useScope();
  return (
    <Section title={t('lock.title')}>
      <Card>
        <Row
          title={t(own.isSealed ? 'lock.isOn' : 'lock.isOff')}
          meta={t('lock.rowHint')}
          to="/settings/lock"
          tail={<Icon name="lock" />}
        />
      </Card>
    </Section>
  );
}

function LookSection() {
  const settings = useSettings();
  const set = (patch: Parameters<typeof settings.set>[0]) => void settings.set(patch).catch(toastFault);
  return (
    <Section title={t('settings.look.title')}>
      <Card pad>
        <Choice label={t('settings.look.language')}>
          <Segments
            label={t('settings.look.language')}
            options={LANGUAGES.map((value) => ({ value, label: tDynamic(`settings.language.${value}`) }))}
            value={settings.language}
            onChange={(language: Language) => set({ language })}
          />
        </Choice>
        <Choice label={t('settings.look.theme')}>
          <Segments
            label={t('settings.look.theme')}
            options={(['system', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`settings.theme.${value}`),
            }))}
            value={settings.theme}
            onChange={(theme) => set({ theme })}
          />
        </Choice>
        <Choice label={t('settings.look.textSize')}>
          <Segments
            label={t('settings.look.textSize')}
            options={(['normal', 'large'] as const).map((value) => ({
              value,
              label: t(`settings.textSize.${value}`),
            }))}
            value={settings.textSize}
            onChange={(textSize) => set({ textSize })}
          />
        </Choice>
      </Card>
    </Section>
  );
}

const Choice = (props: { label: string; children: preact.ComponentChildren }) => (
  <div class="grid gap-1">
    <span class="text-meta text-ink-2" aria-hidden="true">
      {props.label}
    </span>
    {props.children}
  </div>
);

function PersonSection() {
  const { branch, me, role } = useScope();
  const nameOf = useMemberName();
  return (
    <Section title={t('settings.person.title')}>
      <Card>
        <Row
          title={nameOf(me) || t('common.unknown')}
          meta={[tMaybe(`today.role.${role}`) ?? role, branch?.fields.name].filter(Boolean).join(' · ')}
          tail={
            branch && (
              <Link to="/branch" class="text-meta text-red-ink">
                {t('common.edit')}
              </Link>
            )
          }
        />
      </Card>
    </Section>
  );
}

function BackupSection() {
  const { ledger } = useScope();
  const today = useToday();
  const age = useLive(() => backupAge(ledger, nowMilliseconds()), [today]);
  const [typed, setTyped] = useState<number | undefined>(undefined);
  if (!age) return null;
  const days = typed ?? age.everyDays;
  const save = (value: number | undefined) => {
    setTyped(value);
    const fits = value !== undefined && Number.isInteger(value) && value >= 1 && value <= 365;
    if (fits) void ledger.setMeta('backupEveryDays', value).catch(toastFault);
  };
  return (
    <Section
      title={t('settings.backup.section')}
      link={
        <Link to="/settings/data" class="text-red-ink">
          {t('settings.data.title')}
        </Link>
      }
    >
      <Card pad>
        <p class={age.due ? 'text-due' : ''}>{backupAgeWords(age)}</p>
        <div class="max-w-40">
          <NumberField
            label={t('settings.backup.every')}
            value={days}
            min={1}
            max={365}
            step={1}
            onChange={save}
            error={
              Number.isInteger(days) && days >= 1 && days <= 365 ? undefined : t('settings.backup.everyRange')
            }
          />
        </div>
      </Card>
    </Section>
  );
}

function ShareSection() {
  return (
    <Section title={t('share.title')}>
      <Card>
        <Row title={t('share.with')} meta={t('share.withHint')} to="/share" />
      </Card>
    </Section>
  );
}

function RecordsSection() {
  const { ledger } = useScope();
  const counts = useLive(async () => {
    const [trash, quarantine] = await Promise.all([ledger.trash(), ledger.quarantine.count()]);
    return { trash: trash.length, quarantine };
  }, []);
  return (
    <Section title={t('settings.records.title')}>
      <Card>
        <Row title={t('settings.history')} meta={t('settings.history.hint')} to="/settings/history" />
        <Row
          title={t('settings.trash')}
          meta={t('settings.trash.count', { count: counts?.trash ?? 0 })}
          to="/settings/trash"
        />
        <Row
          title={t('settings.quarantine')}
          meta={t('settings.quarantine.count', { count: counts?.quarantine ?? 0 })}
          to="/settings/quarantine"
        />
      </Card>
    </Section>
  );
}

function RulesSection() {
  const language = currentLanguage();
  const found = useRulesInForce();
  const pack = found?.layer ?? nationalPack();
  return (
    <Section title={t('packs.title')}>
      <Card>
        <Row
          title={packText(pack.title, language)}
          meta={[
            found?.layer ? packText(found.layer.issuer, language) : t('packs.national'),
            t('packs.edition', { edition: pack.edition }),
          ].join(' · ')}
          to="/settings/rules"
          tail={found?.by === 'organisation' && <Pill tone="info">{t('packs.byOrganisation')}</Pill>}
          below={<p class="text-meta text-ink-3">{t('packs.settings')}</p>}
        />
        {found?.refused.map(({ by, fault }) => (
          <div key={by} class="px-3 py-2.5">
            <FaultNote fault={fault} />
          </div>
        ))}
      </Card>
    </Section>
  );
}

/** Title of a pack that the organisation set, or that it was refused. */
function PackWord({ kind }: { kind: WholeKind }) {
  const given = useWholePack(kind)?.given;
  return (
    <>
      {given?.by === 'organisation'
        ? packText(given.pack.title, currentLanguage())
        : t('packs.refusedPolicy')}
    </>
  );
}

/** The title where a key holds such a pack. */
function WholeWord({ policyKey, otherwise }: { policyKey: string; otherwise: string }) {
  const kind = WHOLE_KINDS.find((one) => POLICY_KEYS[one] === policyKey);
  return kind ? <PackWord kind={kind} /> : <>{otherwise}</>;
}

function PolicySection() {
  const { policy, problems } = usePolicy();
  const found = useRulesInForce();
  const set = Object.entries(policy).filter(([, value]) => value !== undefined);
  const packWord =
    found?.by === 'organisation' && found.layer
      ? packText(found.layer.title, currentLanguage())
      : t('packs.refusedPolicy');
  if (!set.length && !problems.length) return null;
  return (
    <Section title={t('settings.policy.title')} remark={t('settings.policy.hint')}>
      <Card>
        {set.map(([key, value]) => (
          <Row
            key={key}
            title={tMaybe(`settings.policy.${key}`) ?? key}
            meta={
              key === 'rulePack' ? packWord : <WholeWord policyKey={key} otherwise={policyValue(value)} />
            }
            tail={<span class="text-meta text-ink-3">{t('settings.policy.byOrganisation')}</span>}
          />
        ))}
      </Card>
      {problems.length > 0 && (
        <Note tone="due">
          {t('settings.policy.problems', {
            keys: problems.map(problemWords).join(t('settings.listJoin')),
          })}
        </Note>
      )}
    </Section>
  );
}

/** The user may have changed the first two in the browser: they are asked for. */
const OWN_SHORTCUTS = [
  { command: 'open-panel', words: 'settings.keys.panel' },
  { command: 'clip-page', words: 'settings.keys.clip' },
] as const;
const SHORTCUTS = [
  { keys: ['J', 'K'], words: 'settings.keys.item' },
  { keys: ['1', '–', '4'], words: 'settings.keys.verdict' },
  { keys: ['Esc'], words: 'settings.keys.escape' },
] as const;

function ShortcutSection() {
  const [own, setOwn] = useState<string[]>([]);
  useEffect(() => {
    Promise.all(OWN_SHORTCUTS.map(({ command }) => shortcutOf(command))).then(setOwn, () => {
      // A browser without commands has no shortcut to show.
    });
  }, []);
  const rows = [
    ...OWN_SHORTCUTS.map(({ words }, index) => ({ words, keys: (own[index] ?? '').split('+') })),
    ...SHORTCUTS,
  ];
  return (
    <Section title={t('settings.keys.title')} remark={t('settings.keys.hint')}>
      <Card>
        {rows.map(({ words, keys }) => (
          <div key={words} class="flex items-center gap-3 px-3 py-2">
            <span class="flex-1">{t(words)}</span>
            <span class="flex shrink-0 gap-1">
              {keys[0]
                ? keys.map((key) => (key === '–' ? key : <Kbd key={key}>{key}</Kbd>))
                : t('settings.keys.none')}
            </span>
          </div>
        ))}
      </Card>
    </Section>
  );
}

function AboutSection() {
  const { ledger, space } = useScope();
  const { language, theme } = useSettings();
  const { policy } = usePolicy();
  const [text, setText] = useState('');
  const copy = async () => {
    try {
      const report = await diagnostics(ledger, {
        version,
        language,
        theme,
        space,
        policy: Object.keys(policy),
      });
      setText(report);
      await navigator.clipboard.writeText(report);
      toast(t('settings.about.copied'));
    } catch {
      // The clipboard may be closed to us; the text stands below to be copied by hand.
    }
  };
  return (
    <Section title={t('settings.about.title')}>
      <Card pad>
        <p>{t('settings.about.version', { version })}</p>
        <p class="text-meta text-ink-3">{t('settings.about.diagnosticsHint')}</p>
        <Button small onClick={() => void copy()}>
          <Icon name="copy" size={16} />
          {t('settings.about.copy')}
        </Button>
        {text && (
          <Field label={t('settings.about.diagnostics')}>
            {(id) => <textarea id={id} class="field-input font-mono" rows={8} readOnly value={text} />}
          </Field>
        )}
      </Card>
    </Section>
  );
}
