import { t } from '../../lib/i18n';
import { headerText } from '../../lib/registers/cell';
import { usualColumns } from '../../lib/registers/view';
import { Button, CheckField, Dialog, IconButton } from '../ui';
import type { OpenRegister } from './use-register';

/** Which columns a register has here, and in which order. */
export function ColumnsDialog(props: { shown: boolean; open: OpenRegister; onClose: () => void }) {
  const { register, columns, context, view, remember } = props.open;
  const first = columns[0]?.key;
  const label = (key: string): string => {
    const column = columns.find((one) => one.key === key);
    if (!column) return key;
    const header = headerText(column, context);
    return column.group ? t('exchange.groupHeader', { group: column.group(context), header }) : header;
  };
  const toggle = (key: string, on: boolean) =>
    remember((before) => {
      const others = before.columns.filter((other) => other !== key);
      return { columns: on ? [...others, key] : others };
    });
  const move = (key: string, by: 1 | -1) =>
    remember((before) => {
      const next = [...before.columns];
      const at = next.indexOf(key);
      const other = next[at + by];
      if (at < 1 || at + by < 1 || other === undefined) return {};
      [next[at], next[at + by]] = [other, key];
      return { columns: next };
    });
  const rest = columns.filter(({ key }) => !view.columns.includes(key));
  const set = (keys: readonly string[]) => remember(() => ({ columns: [...keys] }));
  return (
    <Dialog
      open={props.shown}
      title={t('exchange.columns')}
      onClose={props.onClose}
      foot={
        <Button kind="primary" onClick={props.onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p class="text-meta text-ink-2">{t('registers.columnsHint')}</p>
      <div class="flex flex-wrap gap-2">
        <Button small onClick={() => set(usualColumns(columns))}>
          {t('registers.columnsUsual')}
        </Button>
        {register.presets?.map((preset) => (
          <Button key={preset.label} small onClick={() => set(preset.columns)}>
            {t(preset.label)}
          </Button>
        ))}
        <Button small onClick={() => set(columns.map(({ key }) => key))}>
          {t('registers.columnsAll')}
        </Button>
      </div>
      <ol class="space-y-0.5">
        {view.columns.map((key, at) => (
          <li key={key} class="flex min-h-8 items-center gap-1">
            <div class="min-w-0 flex-1">
              <CheckField
                label={label(key)}
                checked
                disabled={key === first}
                onChange={(on) => toggle(key, on)}
              />
            </div>
            {key !== first && (
              <>
                <span class="rotate-90">
                  <IconButton
                    icon="back"
                    label={t('registers.columnUp', { column: label(key) })}
                    disabled={at <= 1}
                    onClick={() => move(key, -1)}
                  />
                </span>
                <span class="-rotate-90">
                  <IconButton
                    icon="back"
                    label={t('registers.columnDown', { column: label(key) })}
                    disabled={at === view.columns.length - 1}
                    onClick={() => move(key, 1)}
                  />
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
      {rest.length > 0 && (
        <div class="border-line grid grid-cols-2 gap-2 border-t pt-3">
          {rest.map(({ key }) => (
            <CheckField key={key} label={label(key)} checked={false} onChange={(on) => toggle(key, on)} />
          ))}
        </div>
      )}
    </Dialog>
  );
}
