import { useEffect } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { periodOf } from '../../lib/governance';
import { packText } from '../../lib/rules/pack';
import { IconButton, navigate, Page, useQuery, useToday, useWide } from '../ui';
import { NoBranch, shownRows, useShow } from './checklist-list';
import { GoneItemView } from './gone-items';
import { SideBySide } from './governance-page';
import { ItemView } from './item-view';
import { isTyping } from './keys';
import { useChecklist, useChecklistPack, useCompany } from './use-checklist';
import { itemRoute } from './words';

/** One item of the checklist in one period. In a wide window the list stays at its left. */
export function GovernanceItemPage({ params }: { params: Record<string, string> }) {
  const code = params.code ?? '';
  const pack = useChecklistPack();
  const company = useCompany();
  const today = useToday();
  const wide = useWide();
  const asked = useQuery().get('period');
  const { previous, next, go } = useNeighbours(code);
  if (!company) {
    return (
      <Page title={t('governance.title')} back="/governance">
        <NoBranch />
      </Page>
    );
  }
  const item = pack?.items.find((one) => one.code === code);
  const group = pack?.groups.find((one) => code.startsWith(one.code));
  const body = !pack ? (
    <p aria-busy="true" class="text-meta text-ink-3">
      {t('common.loading')}
    </p>
  ) : item ? (
    <ItemView
      key={code}
      pack={pack}
      item={item}
      company={company}
      period={asked ?? periodOf(item, today, company.termStart)}
    />
  ) : (
    <GoneItemView code={code} pack={pack} />
  );
  const steps = (
    <>
      <IconButton
        icon="up"
        label={t('governance.prevItem', { code: previous ?? '' })}
        disabled={!previous}
        onClick={() => go(previous)}
      />
      <IconButton
        icon="down"
        label={t('governance.nextItem', { code: next ?? '' })}
        disabled={!next}
        onClick={() => go(next)}
      />
    </>
  );
  if (wide) {
    return (
      <SideBySide chosen={code}>
        <div class="flex items-center gap-1">
          <h2 class="text-title flex-1 font-semibold">
            {code}
            {group && (
              <small class="text-meta text-ink-3 ml-2 font-normal">
                {packText(group.title, currentLanguage())}
              </small>
            )}
          </h2>
          {steps}
        </div>
        {body}
      </SideBySide>
    );
  }
  return (
    <Page
      title={code}
      remark={group && packText(group.title, currentLanguage())}
      back="/governance"
      actions={steps}
    >
      {body}
    </Page>
  );
}

/** The items before and after this one in the list as it is filtered; J and K go there. */
function useNeighbours(code: string): {
  previous?: string;
  next?: string;
  go: (code: string | undefined) => void;
} {
  const rows = useChecklist();
  const show = useShow();
  const codes = shownRows(rows ?? [], show, '', code).map((row) => row.item.code);
  const at = codes.indexOf(code);
  const previous = at > 0 ? codes[at - 1] : undefined;
  const next = at >= 0 ? codes[at + 1] : undefined;
  const go = (to: string | undefined): void => {
    if (to) navigate(itemRoute(to, { show: show === 'open' ? null : show }), { replace: true });
  };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      if (event.key === 'j') go(next);
      if (event.key === 'k') go(previous);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [previous, next, show]);
  return { previous, next, go };
}
