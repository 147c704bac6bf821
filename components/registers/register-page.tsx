import { useEffect, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { REGISTERS } from '../../lib/registers';
import { initialChoices } from '../../lib/registers/arrange';
import { behindRows } from '../../lib/registers/behind';
import type { AnyRegister, Behind } from '../../lib/registers/register';
import { formatPeriod } from '../../lib/rules/periods';
import { Button, EmptyState, navigate, Page, toastFault, useQuery, useRole, useWide } from '../ui';
import { BehindDialog } from './behind-dialog';
import { DuesNotice } from './dues-notice';
import { ExportBar } from './export-bar';
import { RegisterHub } from './hub';
import { NarrowList } from './narrow-list';
import { Toolbar } from './toolbar';
import { type OpenRegister, useRegister } from './use-register';
import { WideTable } from './wide-table';

/** The register that an address names, once its description is here; null for a name that none has. */
export function useNamedRegister(key: string): AnyRegister | undefined | null {
  const [found, setFound] = useState<{ key: string; register: AnyRegister } | undefined>(undefined);
  const entry = REGISTERS.find((one) => one.key === key);
  useEffect(() => {
    let alive = true;
    entry?.load().then((register) => alive && setFound({ key, register }), toastFault);
    return () => {
      alive = false;
    };
  }, [entry]);
  if (!entry) return null;
  return found?.key === key ? found.register : undefined;
}

/** 台账: the registers as views of the records. Which one, of which period and filter, stands in the address. */
export function RegisterPage() {
  const key = useQuery().get('view') ?? '';
  const register = useNamedRegister(key);
  const role = useRole();
  if (register === null) return <RegisterHub />;
  if (!register)
    return (
      <p aria-busy="true" class="text-meta text-ink-3 p-4">
        {t('common.loading')}
      </p>
    );
  if (register.roles && !register.roles.includes(role)) {
    return (
      <Page title={t(register.title)} back="/register">
        <EmptyState
          title={t('registers.nobodyElse')}
          action={<Button onClick={() => navigate('/me')}>{t('today.nav.me')}</Button>}
        >
          {t('registers.nobodyElseHint')}
        </EmptyState>
      </Page>
    );
  }
  return <OneRegister key={key} register={register} />;
}

function OneRegister({ register }: { register: AnyRegister }) {
  const open = useRegister(register);
  return (
    <Page
      title={t(register.title)}
      remark={open?.period && formatPeriod(open.period, currentLanguage())}
      back="/register"
      actions={
        register.entry && (
          <Button small onClick={() => navigate(register.entry?.to ?? '')}>
            {t(register.entry.label)}
          </Button>
        )
      }
    >
      {open ? (
        <Opened open={open} />
      ) : (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      )}
    </Page>
  );
}

function Opened({ open }: { open: OpenRegister }) {
  const { register, all, rows, context, filtered, want } = open;
  const wide = useWide();
  const [behind, setBehind] = useState<Behind | undefined>(undefined);
  const [counted, fitting] = register.count ?? (['papers.grid.rows', 'papers.grid.rowsOf'] as const);
  const { empty } = register;
  return (
    <>
      <Toolbar open={open} />
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p class="text-meta text-ink-3 min-w-48 flex-1">
          <span role="status">
            {filtered
              ? t(fitting, { shown: rows.length, count: all.length })
              : t(counted, { count: all.length })}
          </span>{' '}
          · {t('exchange.asOf', { date: open.query.today })}
        </p>
        <ExportBar open={open} />
      </div>
      {rows.length > 0 && <Figures open={open} onBehind={setBehind} />}
      {!all.length ? (
        <EmptyState
          title={t(empty.title, { year: open.query.year })}
          action={
            empty.action && (
              <Button onClick={() => navigate(empty.action?.to ?? '')}>{t(empty.action.label)}</Button>
            )
          }
        >
          {t(empty.hint)}
        </EmptyState>
      ) : !rows.length ? (
        <EmptyState
          title={t(register.key === 'meetings' ? 'exchange.nothingFits' : 'papers.grid.nothingFits')}
          action={
            <Button
              onClick={() =>
                want({
                  text: '',
                  choices: Object.fromEntries(
                    Object.keys({ ...initialChoices(register), ...open.wanted.choices }).map((key) => [
                      key,
                      [],
                    ]),
                  ),
                })
              }
            >
              {t('exchange.clearFilter')}
            </Button>
          }
        />
      ) : wide ? (
        <WideTable open={open} onBehind={setBehind} />
      ) : (
        <NarrowList open={open} onBehind={setBehind} />
      )}
      <div class="text-meta text-ink-3 space-y-0.5">
        {register.notes?.(context).map((note) => (
          <p key={note}>{note}</p>
        ))}
        {wide && rows.length > 0 && <p>{t('registers.keys')}</p>}
      </div>
      {register.key === 'dues' && all.length > 0 && <DuesNotice year={open.query.year} />}
      <BehindDialog behind={behind} onClose={() => setBehind(undefined)} />
    </>
  );
}

const TONES = {
  ok: 'text-ok',
  due: 'text-due',
  bad: 'text-red-ink',
  info: 'text-info',
  unknown: 'text-unknown',
} as const;

/** The numbers above the table; each opens its lines. */
function Figures({ open, onBehind }: { open: OpenRegister; onBehind: (behind: Behind) => void }) {
  const { register, rows, context } = open;
  const figures = register.figures?.(rows, context) ?? [];
  if (!figures.length) return null;
  return (
    <div class="flex flex-wrap gap-x-4 gap-y-1">
      {figures.map(({ key, label, value, tone, rows: of, behind }) => (
        <button
          key={key}
          type="button"
          class="hover:text-red-ink min-h-7 rounded-s text-left"
          aria-label={t('registers.figure', { label, value })}
          onClick={() => onBehind(behind ?? behindRows(register, `${label} ${value}`, of ?? [], context))}
        >
          <span class="text-meta text-ink-2">{label}</span>{' '}
          <strong class={`underline decoration-dotted underline-offset-4 ${tone ? TONES[tone] : ''}`}>
            {value}
          </strong>
        </button>
      ))}
    </div>
  );
}
