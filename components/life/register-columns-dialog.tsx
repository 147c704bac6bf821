import { t } from '../../lib/i18n';
import { REGISTER_COLUMNS } from '../../lib/life/register-columns';
import { NAME_COLUMN, readView, type RegisterView } from '../../lib/life/register-view';
import { Button, CheckField, Dialog } from '../ui';

/** Which columns the register shows on this screen. Files always hold all of them. */
export function RegisterColumnsDialog(props: {
  open: boolean;
  view: RegisterView;
  onClose: () => void;
  onChange: (view: RegisterView) => void;
}) {
  const { view } = props;
  const toggle = (key: string, on: boolean) =>
    props.onChange({
      ...view,
      columns: on ? [...view.columns, key] : view.columns.filter((other) => other !== key),
    });
  return (
    <Dialog
      open={props.open}
      title={t('exchange.columns')}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={() => props.onChange({ ...readView(undefined), sort: view.sort })}>
            {t('exchange.columnsReset')}
          </Button>
          <Button kind="primary" onClick={props.onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <p class="text-meta text-ink-2">{t('exchange.columnsHint')}</p>
      <div class="grid grid-cols-2 gap-2">
        {REGISTER_COLUMNS.map((column) => (
          <CheckField
            key={column.key}
            label={t(column.header)}
            checked={column.key === NAME_COLUMN || view.columns.includes(column.key)}
            disabled={column.key === NAME_COLUMN}
            onChange={(on) => toggle(column.key, on)}
          />
        ))}
      </div>
    </Dialog>
  );
}
