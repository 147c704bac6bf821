import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, FaultNote, type Draft, Page } from '../ui';

export interface OthersProps {
  /** The switch between the parts. */
  choice: ComponentChildren;
}

/** The frame of each part of 代多人登记: the switch, the form, and at the bottom how many it comes to. */
export function OthersFrame<T>(
  props: OthersProps & {
    draft: Draft<T>;
    count: number;
    /** Enters everything; what it throws is shown under the form, which stays as it is. */
    enter: () => Promise<void>;
    children: ComponentChildren;
  },
) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const enter = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await props.draft.flush();
      await props.enter();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title={t('types.others')}
      back="/new"
      foot={
        <>
          <span class="text-meta text-ink-3 flex-1">{t('types.others.once')}</span>
          <Button
            kind="primary"
            busy={busy}
            action="enter-others"
            disabled={!props.count}
            onClick={() => void enter()}
          >
            {t('types.others.enter', { count: props.count })}
          </Button>
        </>
      }
    >
      {props.choice}
      {props.children}
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}
