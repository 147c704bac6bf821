import { useEffect, useRef, useState } from 'preact/hooks';
import { sendableOf, SENDABLE } from '../../lib/assist/allowed';
import type { CheckedAnswer } from '../../lib/assist/check';
import { type Chosen, engineFor } from '../../lib/assist/choose';
import { type AssistRequest, makeRequest } from '../../lib/assist/request';
import { retrieve, type Retrieved } from '../../lib/assist/retrieve';
import type { AssistChoice } from '../../lib/assist/service';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  FaultNote,
  Icon,
  Note,
  Page,
  TextAreaField,
  toast,
  toastFault,
  useLedger,
  useQuery,
} from '../ui';
import { AnswerView, PassageList } from './answer-view';
import { OffState } from './draft-page';
import { DraftPart, draftOf, signedDraft } from './draft-part';
import { RunPart } from './run-part';
import { useAssist, useNames } from './use-assist';
import { useFinder } from './use-finder';

/** 问资料: a question, the passages of one's own material that speak of it, and an answer that points at them. */
export function AskPage() {
  const assist = useAssist();
  if (!assist) return null;
  return (
    <Page title={t('assist.ask')} back="/study">
      {assist.choice.mode === 'off' ? <OffState /> : <Ask choice={assist.choice} />}
    </Page>
  );
}

interface Ready {
  question: string;
  request: AssistRequest;
  chosen: Chosen;
}

/** What was found and is not among the passages, in numbers; nothing when all of it is. */
export function LeftOut({ left, unread }: Pick<Retrieved, 'left' | 'unread'>) {
  const lines = [
    left > 0 && t('assist.left', { count: left }),
    unread > 0 && t('assist.unread', { count: unread }),
  ].filter(Boolean);
  return lines.length ? (
    <Note tone="info">
      {lines.join(t('assist.leftJoin'))}
      {t('assist.leftHint')}
    </Note>
  ) : null;
}

function Ask({ choice }: { choice: AssistChoice }) {
  const ledger = useLedger();
  const names = useNames();
  const query = useQuery();
  const { find, building, fault: searchFault } = useFinder();
  const [question, setQuestion] = useState(query.get('q') ?? '');
  const [busy, setBusy] = useState(false);
  const [ready, setReady] = useState<Ready | 'nothing' | undefined>(undefined);
  const [out, setOut] = useState({ left: 0, unread: 0 });
  const [checked, setChecked] = useState<CheckedAnswer | undefined>(undefined);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [open, setOpen] = useState(0);
  const alive = useRef(true);
  useEffect(() => () => void (alive.current = false), []);

  const look = async () => {
    setBusy(true);
    setFault(undefined);
    setReady(undefined);
    setChecked(undefined);
    try {
      const { passages, ...rest } = await retrieve(question, {
        find: (term) => find(term, SENDABLE),
        read: async (id) => sendableOf(ledger, await ledger.find(id)),
      });
      if (!alive.current) return;
      setOut(rest);
      if (!passages.length) return setReady('nothing');
      const chosen = await engineFor(choice, 'answer');
      const request = makeRequest(chosen.engine, { task: 'answer', passages, question, names });
      if (alive.current) setReady({ question, request, chosen });
    } catch (thrown) {
      if (alive.current) setFault(asFault(thrown));
    } finally {
      if (alive.current) setBusy(false);
    }
  };
  const take = (request: AssistRequest, answer: string) => {
    const found = request.check(answer);
    setChecked(found);
    setText(found.refused ? '' : draftOf(found));
  };
  const copy = async (request: AssistRequest) => {
    await navigator.clipboard.writeText(signedDraft(text, request.passages));
    toast(t('assist.copied'));
  };
  return (
    <>
      <TextAreaField
        label={t('assist.question')}
        hint={t('assist.questionHint')}
        rows={2}
        value={question}
        onChange={setQuestion}
      />
      <Button
        kind={ready && ready !== 'nothing' ? 'plain' : 'primary'}
        busy={busy}
        disabled={!question.trim()}
        action="find-passages"
        onClick={() => void look()}
      >
        {t('assist.find')}
      </Button>
      {building && <Note tone="info">{t('search.building', building)}</Note>}
      {(fault ?? searchFault) && <FaultNote fault={(fault ?? searchFault) as Fault} />}
      {ready === 'nothing' && <Note tone="info">{t('assist.nothing')}</Note>}
      {ready && <LeftOut {...out} />}
      {ready && ready !== 'nothing' && (
        <>
          {!checked && <PassageList passages={ready.request.passages} open={open} onOpen={setOpen} />}
          <RunPart
            key={ready.question}
            request={ready.request}
            chosen={ready.chosen}
            onDone={(answer) => take(ready.request, answer)}
            onTake={(part) => take(ready.request, part)}
          />
          {checked && <AnswerView checked={checked} passages={ready.request.passages} />}
          {checked && !checked.refused && (
            <DraftPart value={text} onChange={setText}>
              <Button
                small
                disabled={!text.trim()}
                action="copy-answer"
                onClick={() => void copy(ready.request).catch(toastFault)}
              >
                <Icon name="copy" size={16} />
                {t('assist.copy')}
              </Button>
            </DraftPart>
          )}
        </>
      )}
    </>
  );
}
