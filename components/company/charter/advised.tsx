import { t } from '../../../lib/i18n';
import { useChecklistPack } from '../../governance/use-checklist';
import { Basis } from '../../ui';

/** That all this is advised and by what, from the item of the checklist in force. */
export function Advised({ code, text }: { code: string; text: string }) {
  const pack = useChecklistPack();
  const item = pack?.items.find((one) => one.code === code);
  return (
    <div class="space-y-1">
      <p class="text-meta text-ink-2">{text}</p>
      {pack && item && <Basis basis={item.basis} sources={pack.sources} confidence={item.confidence} />}
    </div>
  );
}

export const CharterAdvised = () => <Advised code="A1" text={t('charter.advised')} />;
