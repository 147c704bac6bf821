import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import {
  assignResolution,
  completeResolution,
  dropResolution,
  reopenResolution,
} from '../../lib/life/resolutions';
import { daysBetween } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  DateField,
  Dialog,
  MemberPicker,
  Pill,
  Row,
  Section,
  TextField,
  toast,
  toastFault,
  useLedger,
} from '../ui';
import type { MatterStep } from '../../lib/life/matters';
import { ResolutionMeta } from './form-agenda';
import { MatterChain } from './matter-chain';
import { linesText, SourceLines } from './rough-notes';

/** 决议与任务 of an activity, to be checked off where they are read. */
export function MeetingResolutions(props: {
  resolutions: readonly Rec<'resolution'>[];
  today: string;
  /** The way of each matter through meetings, by resolution. */
  chains: ReadonlyMap<string, MatterStep[]>;
  /** Rough notes of the activity, to show where a resolution comes from. */
  rough: string;
  /** Id of the activity. */
  here: string;
}) {
  const ledger = useLedger();
  const [closing, setClosing] = useState<Rec<'resolution'> | undefined>(undefined);
  const [assigning, setAssigning] = useState<
    { id: string; text: string; owner: string; dueOn: string } | undefined
  >(undefined);
  const [on, setOn] = useState(props.today);
  const [note, setNote] = useState('');
  if (!props.resolutions.length) return null;

  const run = async (work: () => Promise<number | undefined>, message: string) => {
    try {
      const n = await work();
      setClosing(undefined);
      setAssigning(undefined);
      const undo = async () => {
        if (n !== undefined) await ledger.undo(n);
      };
      toast(message, { action: { label: t('common.undo'), run: undo } });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const open = (item: Rec<'resolution'>) => {
    setOn(props.today);
    setNote('');
    setClosing(item);
  };

  return (
    <Section title={t('life.resolutions')}>
      <Card>
        {props.resolutions.map((item) => (
          <Row
            key={item.id}
            title={item.fields.text}
            meta={
              <>
                <ResolutionMeta item={item} />
                {item.fields.doneOn && <> · {t('life.resolution.doneOn', { date: item.fields.doneOn })}</>}
                {item.fields.doneNote && <> · {item.fields.doneNote}</>}
              </>
            }
            below={
              <>
                <MatterChain chain={props.chains.get(item.id)} here={props.here} />
                {props.rough && item.fields.source && (
                  <details>
                    <summary class="text-meta text-ink-3 inline-block cursor-pointer rounded-s">
                      {linesText(item.fields.source)}
                    </summary>
                    <SourceLines notes={props.rough} lines={item.fields.source} />
                  </details>
                )}
              </>
            }
            tail={
              item.fields.state === 'open' ? (
                <span class="flex flex-col items-end gap-1">
                  <DuePill dueOn={item.fields.dueOn} today={props.today} />
                  <span class="flex flex-wrap justify-end gap-1">
                    <Button
                      small
                      kind="quiet"
                      onClick={() =>
                        setAssigning({
                          id: item.id,
                          text: item.fields.text,
                          owner: item.fields.owner ?? '',
                          dueOn: item.fields.dueOn ?? '',
                        })
                      }
                    >
                      {t('life.resolution.assign')}
                    </Button>
                    <Button small onClick={() => open(item)}>
                      {t('life.resolution.close')}
                    </Button>
                  </span>
                </span>
              ) : (
                <>
                  <Pill tone={item.fields.state === 'done' ? 'ok' : 'unknown'}>
                    {t(item.fields.state === 'done' ? 'life.resolution.done' : 'life.resolution.dropped')}
                  </Pill>
                  <Button
                    small
                    kind="quiet"
                    onClick={() =>
                      void run(() => reopenResolution(ledger, item.id), t('life.resolution.reopened'))
                    }
                  >
                    {t('life.resolution.reopen')}
                  </Button>
                </>
              )
            }
          />
        ))}
      </Card>
      <Dialog
        open={closing !== undefined}
        title={t('life.resolution.close')}
        onClose={() => setClosing(undefined)}
        foot={
          closing && (
            <>
              <Button
                onClick={() =>
                  void run(
                    () => dropResolution(ledger, closing.id, { on, note }),
                    t('life.resolution.dropped'),
                  )
                }
              >
                {t('life.resolution.drop')}
              </Button>
              <Button
                kind="primary"
                disabled={!on}
                onClick={() =>
                  void run(
                    () => completeResolution(ledger, closing.id, { on, note }),
                    t('life.resolution.done'),
                  )
                }
              >
                {t('life.resolution.confirm')}
              </Button>
            </>
          )
        }
      >
        <p class="font-semibold break-words">{closing?.fields.text}</p>
        <DateField label={t('life.resolution.doneLabel')} value={on} onChange={setOn} />
        <TextField label={t('life.resolution.note')} value={note} onChange={setNote} />
      </Dialog>
      <Dialog
        open={assigning !== undefined}
        title={t('life.resolution.assign')}
        onClose={() => setAssigning(undefined)}
        foot={
          assigning && (
            <Button
              kind="primary"
              onClick={() =>
                void run(
                  () => assignResolution(ledger, assigning.id, assigning),
                  t('life.resolution.assigned'),
                )
              }
            >
              {t('common.save')}
            </Button>
          )
        }
      >
        {assigning && (
          <>
            <p class="font-semibold break-words">{assigning.text}</p>
            <MemberPicker
              label={t('life.field.owner')}
              value={assigning.owner || undefined}
              onChange={(owner) => setAssigning({ ...assigning, owner: owner ?? '' })}
              allowFree
            />
            <DateField
              label={t('life.field.dueOn')}
              value={assigning.dueOn}
              onChange={(dueOn) => setAssigning({ ...assigning, dueOn })}
            />
          </>
        )}
      </Dialog>
    </Section>
  );
}

/** What earlier meetings left open and this one checked off. */
export function CheckedOff({ resolutions }: { resolutions: readonly Rec<'resolution'>[] }) {
  if (!resolutions.length) return null;
  return (
    <Section title={t('matter.checkedOff')}>
      <Card>
        {resolutions.map((item) => (
          <Row
            key={item.id}
            title={item.fields.text}
            to={`/life/meeting/${item.fields.meeting}`}
            meta={
              <>
                <ResolutionMeta item={item} />
                {item.fields.doneNote && <> · {item.fields.doneNote}</>}
              </>
            }
            tail={<Pill tone="ok">{t('life.resolution.done')}</Pill>}
          />
        ))}
      </Card>
    </Section>
  );
}

/** 余 6 天, amber; 逾期 3 天, red, only after its day; without a day 待明确. */
function DuePill({ dueOn, today }: { dueOn: string | undefined; today: string }) {
  if (!dueOn) return <Pill tone="unknown">{t('life.toBeDecided')}</Pill>;
  const left = daysBetween(today, dueOn);
  if (left < 0) return <Pill tone="bad">{t('life.overdue', { count: -left })}</Pill>;
  return <Pill tone="due">{left === 0 ? t('life.dueToday') : t('life.daysLeft', { count: left })}</Pill>;
}
