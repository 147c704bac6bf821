import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { type NoticeChoices, rememberChoices, wordingOf } from '../../lib/notice/choices';
import { stylesOf, textForChat } from '../../lib/notice/format';
import type { Robot } from '../../lib/notice/robot';
import { noteSent } from '../../lib/notice/sent';
import { type NoticeValues, usualWording } from '../../lib/notice/values';
import { fillWording, learnWording } from '../../lib/notice/wording';
import { CHANNELS, type NoticeKind } from '../../lib/records/outward';
import {
  Button,
  CheckField,
  draftSaved,
  localDate,
  localTime,
  Note,
  nowMilliseconds,
  Page,
  Segments,
  TextAreaField,
  toast,
  toastFault,
  useDraft,
  useLedger,
} from '../ui';
import { RobotsPart } from './robots-part';
import { SendDialog } from './send-dialog';
import { SentList } from './sent-list';

/** The text of one kind of notice, with everything that can be done with it. */
export function NoticeEditor(props: {
  meeting: Rec<'meeting'>;
  kind: NoticeKind;
  values: NoticeValues;
  choices: NoticeChoices;
  sent: readonly Rec<'sentNotice'>[];
  title: string;
  kinds: ComponentChildren;
}) {
  const ledger = useLedger();
  const { meeting, kind, values, choices } = props;
  const { channel, style, atAll } = choices;
  const wording = wordingOf(choices, kind);
  const usual = fillWording(wording, values);
  const [sending, setSending] = useState<Robot | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const draft = useDraft<{ text: string }>({
    id: `notice:${meeting.id}:${kind}`,
    form: 'notice',
    title: () => props.title,
    route: `/life/meeting/${meeting.id}/notice?kind=${kind}`,
    initial: () => ({ text: usual }),
  });
  const text = draft.value?.text ?? '';
  const edited = draft.value !== undefined && text !== usual;
  const output = textForChat(text, { channel, style, atAll });
  const robotKind = channel === 'wechat' ? undefined : channel;

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const remember = (patch: Partial<NoticeChoices>) => void run(() => rememberChoices(ledger, patch));
  /** Nothing is unfinished any more; the words stay on the screen. */
  const settle = async () => {
    await draft.flush();
    await ledger.drafts.delete(`notice:${meeting.id}:${kind}`);
  };
  const note = async (how: 'robot' | 'pasted', group?: string) => {
    const now = nowMilliseconds();
    const sentAt = `${localDate(now)}T${localTime(now)}`;
    await draft.flush();
    const { n } = await noteSent(
      ledger,
      { meeting: meeting.id, kind, channel, how, group, sentAt },
      `notice:${meeting.id}:${kind}`,
    );
    return async () => {
      if (n !== undefined) await ledger.undo(n);
    };
  };
  const copy = () =>
    run(async () => {
      await navigator.clipboard.writeText(output);
      const noted = () =>
        run(async () => {
          const undo = await note('pasted');
          toast(t('notice.noted'), { action: { label: t('common.undo'), run: undo } });
        });
      toast(t('notice.copied', { channel: t(`notice.channel.${channel}`) }), {
        action: { label: t('notice.noteSent'), run: noted },
      });
    });
  const learn = () =>
    run(async () => {
      const learnt = learnWording(text, wording, values);
      await rememberChoices(ledger, { wording: { ...choices.wording, [kind]: learnt } });
      await settle();
      const before = choices.wording[kind];
      const back = () => rememberChoices(ledger, { wording: withWording(choices.wording, kind, before) });
      toast(t('notice.learnt'), { action: { label: t('common.undo'), run: back } });
    });
  const forget = () =>
    run(async () => {
      await rememberChoices(ledger, { wording: withWording(choices.wording, kind, undefined) });
      draft.set({ text: fillWording(usualWording(kind), values) });
      await settle();
      toast(t('notice.usualAgain'));
    });

  return (
    <Page
      title={t('notice.title')}
      remark={props.title}
      back={`/life/meeting/${meeting.id}`}
      state={draftSaved(draft)}
      foot={
        <Button
          kind="primary"
          icon="copy"
          busy={busy}
          disabled={!text.trim()}
          action="copy-notice"
          onClick={() => void copy()}
        >
          {t('notice.copyFor', { channel: t(`notice.channel.${channel}`) })}
        </Button>
      }
    >
      {props.kinds}
      {kind === 'reminder' && !values.unanswered && <Note tone="info">{t('notice.everybodyAnswered')}</Note>}
      <Segments
        label={t('notice.channel')}
        options={CHANNELS.map((value) => ({ value, label: t(`notice.channel.${value}`) }))}
        value={channel}
        onChange={(next) =>
          remember({ channel: next, style: stylesOf(next).includes(style) ? style : 'plain' })
        }
      />
      {robotKind && (
        <Segments
          label={t('notice.style')}
          options={stylesOf(channel).map((value) => ({ value, label: t(`notice.style.${value}`) }))}
          value={style}
          onChange={(next) => remember({ style: next })}
        />
      )}
      <TextAreaField
        terms
        label={t('notice.text')}
        name="notice"
        rows={10}
        value={text}
        onChange={(next) => draft.set({ text: next })}
      />
      {(edited || choices.wording[kind] !== undefined) && (
        <div class="flex flex-wrap gap-2">
          {edited && (
            <>
              <Button small action="learn-wording" onClick={() => void learn()}>
                {t('notice.learn')}
              </Button>
              <Button small kind="quiet" onClick={() => draft.set({ text: usual })}>
                {t('notice.reset')}
              </Button>
            </>
          )}
          {choices.wording[kind] !== undefined && (
            <Button small kind="quiet" onClick={() => void forget()}>
              {t('notice.usual')}
            </Button>
          )}
        </div>
      )}
      <CheckField
        label={t('notice.atAll')}
        hint={t(robotKind ? 'notice.atAllRobot' : 'notice.atAllHint')}
        checked={atAll}
        onChange={(next) => remember({ atAll: next })}
      />
      {output !== text.trim() && (
        <details>
          <summary class="text-meta text-red-ink inline-block cursor-pointer rounded-s">
            {t('notice.output')}
          </summary>
          <pre
            class="border-line bg-card rounded-card text-meta mt-1.5 border p-2.5 break-words whitespace-pre-wrap"
            data-part="output"
          >
            {output}
          </pre>
        </details>
      )}
      {robotKind ? (
        <RobotsPart kind={robotKind} disabled={!text.trim()} onSend={setSending} />
      ) : (
        <p class="text-meta text-ink-3">{t('notice.wechatHint')}</p>
      )}
      <SentList sent={props.sent} />
      {sending && (
        <SendDialog
          robot={sending}
          message={{ text, style, atAll }}
          onClose={() => setSending(undefined)}
          onSent={async () => {
            const undo = await note('robot', sending.name);
            setSending(undefined);
            toast(t('robot.sent', { name: sending.name }), {
              action: { label: t('notice.undoNote'), run: undo },
            });
          }}
        />
      )}
    </Page>
  );
}

/** The remembered wordings with one of them set, or forgotten. */
function withWording(
  all: NoticeChoices['wording'],
  kind: NoticeKind,
  wording: string | undefined,
): NoticeChoices['wording'] {
  const { [kind]: _before, ...rest } = all;
  return wording === undefined ? rest : { ...rest, [kind]: wording };
}
