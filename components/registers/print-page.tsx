import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { SheetModel } from '../../lib/exchange/sheet-write';
import { contentHash } from '../../lib/exchange/sheet-write/content';
import type { AnyRegister } from '../../lib/registers/register';
import { paperParts, shownSheet } from '../../lib/registers/sheets';
import { Fault } from '../../lib/records/fault';
import { PaperTable } from '../life/register-paper';
import { caught, type Found, PrintPage } from '../life/register-print';
import { useQuery, useRole } from '../ui';
import { useNamedRegister } from './register-page';
import { useRegister } from './use-register';

/** A register on A4 as it is shown: the same columns, filter and order, with lines to sign on. */
export function PrintRegisterPage() {
  const register = useNamedRegister(useQuery().get('view') ?? 'meetings');
  const role = useRole();
  if (!register)
    return (
      <p aria-busy="true" class="no-print text-meta text-ink-3 p-4">
        {t('common.loading')}
      </p>
    );
  if (register.roles && !register.roles.includes(role)) {
    return <Paper found={{ fault: new Fault('E686') }} back="/register" portrait={false} />;
  }
  return <PrintOne key={register.key} register={register} />;
}

function PrintOne({ register }: { register: AnyRegister }) {
  const open = useRegister(register);
  const [found, setFound] = useState<Found<SheetModel> | undefined>(undefined);
  const ready = open?.query;
  useEffect(() => {
    if (!open) return;
    let alive = true;
    void caught(shownSheet(register, open.extract())).then((sheet) => alive && setFound(sheet));
    return () => {
      alive = false;
    };
  }, [ready, open?.rows, open?.view]);
  return (
    <Paper
      found={found}
      back={open ? open.route('/register') : `/register?view=${register.key}`}
      portrait={Boolean(register.portrait)}
    />
  );
}

function Paper(props: { found: Found<SheetModel> | undefined; back: string; portrait: boolean }) {
  return (
    <PrintPage orientation={props.portrait ? 'portrait' : 'landscape'} back={props.back} found={props.found}>
      {(sheet) => {
        const parts = paperParts(sheet);
        const hash = contentHash(sheet);
        return parts.map((part, at) => (
          <PaperTable key={part.title} sheet={part} hash={hash} open={at < parts.length - 1} />
        ));
      }}
    </PrintPage>
  );
}
