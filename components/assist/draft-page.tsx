import { useEffect, useState } from 'preact/hooks';
import { sendableOf } from '../../lib/assist/allowed';
import type { CheckedAnswer } from '../../lib/assist/check';
import { type Chosen, engineFor } from '../../lib/assist/choose';
import { numbered, passagesOf } from '../../lib/assist/passages';
import { type AssistRequest, makeRequest } from '../../lib/assist/request';
import type { AssistChoice } from '../../lib/assist/service';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, Fault } from '../../lib/records/fault';
import {
  DraftRestored,
  draftSaved,
  EmptyState,
  FaultNote,
  Link,
  navigate,
  Note,
  Page,
  Segments,
  useDraft,
  useLedger,
  useLive,
  useQuery,
} from '../ui';
import { AnswerView } from './answer-view';
import { type AssistDraft, DraftPart, draftOf, signedDraft } from './draft-part';
import { IntoRecord } from './into-record';
import { RunPart } from './run-part';
import { useAssist, useNames } from './use-assist';

const ON_CLIP = ['summary', 'questions', 'record'] as const;
type ClipTask = (typeof ON_CLIP)[number];

/** A draft about one clip: what is sent, the answer compared with the text, and the draft to be edited. */
export function AssistClipPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const assist = useAssist();
  const query = useQuery();
  const id = params.id ?? '';
  const found = useLive(async () => ({ clip: await ledger.get('clip', id) }), [id]);
  const task = ON_CLIP.find((one) => one === query.get('task')) ?? 'summary';
  if (!found || !assist) return null;
  const back = `/study/clip/${id}`;
  return (
    <Page title={t('assist.title')} back={found.clip ? back : '/study'}>
      {!found.clip ? (
        <EmptyState title={t('study.gone')}>{t('study.goneHint')}</EmptyState>
      ) : assist.choice.mode === 'off' ? (
        <OffState />
      ) : (
        <>
          <p class="font-semibold break-words">{found.clip.fields.title}</p>
          <Segments
            label={t('assist.task')}
            options={ON_CLIP.map((value) => ({ value, label: t(`assist.task.${value}`) }))}
            value={task}
            onChange={(value) => navigate(`/assist/clip/${id}?task=${value}`, { replace: true })}
          />
          <ClipTask key={task} clip={found.clip} task={task} choice={assist.choice} />
        </>
      )}
    </Page>
  );
}

/** Says that there is no help, and where it is turned on. */
export const OffState = () => (
  <EmptyState
    title={t('assist.off')}
    action={
      <Link to="/settings?at=assist" class="text-red-ink underline">
        {t('settings.title')}
      </Link>
    }
  >
    {t('assist.offHint')}
  </EmptyState>
);

function ClipTask({ clip, task, choice }: { clip: Rec<'clip'>; task: ClipTask; choice: AssistChoice }) {
  const ledger = useLedger();
  const names = useNames();
  const [ready, setReady] = useState<{ request: AssistRequest; chosen: Chosen; cut: boolean } | undefined>();
  const [checked, setChecked] = useState<CheckedAnswer | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `assist:${task}:${clip.id}`;
  const draft = useDraft<AssistDraft>({
    id: draftId,
    form: 'clip',
    title: () => clip.fields.title,
    route: `/assist/clip/${clip.id}?task=${task}`,
    initial: () => ({ text: '' }),
  });
  const known = names.join('\n');
  const { address, model, key } = choice.service ?? {};
  useEffect(() => {
    let alive = true;
    setFault(undefined);
    const prepare = async () => {
      const [chosen, sendable] = await Promise.all([engineFor(choice, task), sendableOf(ledger, clip)]);
      if (!sendable) throw new Fault('E377');
      const { passages, cut } = numbered(passagesOf(sendable));
      const request = makeRequest(chosen.engine, { task, passages, names, plain: chosen.plain });
      if (alive) setReady({ request, chosen, cut });
    };
    prepare().catch((thrown: unknown) => alive && setFault(asFault(thrown)));
    return () => {
      alive = false;
    };
    // The text is named by its hash; other changes of the clip do not concern it.
  }, [ledger, clip.id, clip.fields.body?.sha256, task, choice.mode, address, model, key, known]);
  if (fault) return <FaultNote fault={fault} />;
  if (!ready || !draft.value)
    return (
      <p aria-busy="true" class="text-meta text-ink-3">
        {t('common.loading')}
      </p>
    );
  const { request, chosen, cut } = ready;
  const text = draft.value.text;
  return (
    <>
      <DraftRestored draft={draft} />
      {cut && <Note tone="info">{t('assist.cut')}</Note>}
      <RunPart
        request={request}
        chosen={chosen}
        onDone={(answer) => {
          const found = request.check(answer);
          setChecked(found);
          if (!found.refused) draft.set({ text: draftOf(found) });
        }}
        onTake={(part) => {
          setChecked(request.check(part));
          draft.set({ text: t('assist.incompleteText', { text: part }) });
        }}
      />
      {checked && <AnswerView checked={checked} passages={request.passages} />}
      {(checked || text) && (
        <DraftPart value={text} onChange={(next) => draft.set({ text: next })}>
          <div class="flex flex-wrap items-center gap-2">
            <IntoRecord
              clip={clip}
              draftId={draftId}
              disabled={!text.trim()}
              text={() => signedDraft(text, request.passages)}
              copied={() => signedDraft(text, request.passages)}
            />
            {draftSaved(draft)}
          </div>
        </DraftPart>
      )}
    </>
  );
}
