import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDay } from '../../lib/rules/calendar';
import { agendaCandidates, isOnAgenda, putOnAgenda, usedIn } from '../../lib/study/clip/agenda';
import { isListed, putOnList, takeOffList } from '../../lib/study/lists/month-list';
import { meetingName } from '../ui/meeting-name';
import {
  Button,
  Card,
  navigate,
  Pill,
  Row,
  Section,
  toast,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../ui';

/** 用到哪里: one click puts the material on an agenda or on the month's list; below it, where it was used. */
export function ClipUses({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const today = useToday();
  const month = today.slice(0, 7);
  const candidates = useLive(() => agendaCandidates(ledger, today), [today]);
  const used = useLive(() => usedIn(ledger, clip.id), [clip.id]);
  const onList = isListed(clip, month);

  const put = async (work: () => Promise<{ n?: number }>, text: string) => {
    try {
      const { n } = await work();
      toast(text, {
        action:
          n === undefined
            ? undefined
            : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
      });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const nameOf = (meeting: Rec<'meeting'>) =>
    t('study.meetingOn', {
      date: formatDay(meeting.fields.startsAt.slice(0, 10), currentLanguage()),
      name: meetingName(meeting),
    });
  const open = (candidates ?? []).filter((meeting) => !isOnAgenda(meeting, clip.id)).slice(0, 4);
  const next = open.find((meeting) => meeting.fields.startsAt >= today);
  return (
    <Section title={t('study.uses')}>
      <Card>
        {(used ?? []).map((meeting) => (
          <Row
            key={meeting.id}
            title={<span class="font-normal">{nameOf(meeting)}</span>}
            to={`/life/meeting/${meeting.id}`}
            tail={<Pill tone="ok">{t('study.onAgenda')}</Pill>}
          />
        ))}
        {open.map((meeting) => (
          <Row
            key={meeting.id}
            title={<span class="font-normal">{nameOf(meeting)}</span>}
            meta={t('study.agendaOf')}
            tail={
              <Button
                small
                kind={meeting === next ? 'primary' : 'plain'}
                action="put-on-agenda"
                label={t('study.putInto', { name: nameOf(meeting) })}
                onClick={() =>
                  void put(
                    () =>
                      putOnAgenda(ledger, clip, meeting, t('study.agendaText', { title: clip.fields.title })),
                    t('study.putDone'),
                  )
                }
              >
                {t('study.put')}
              </Button>
            }
          />
        ))}
        <Row
          title={<span class="font-normal">{t('study.newMeeting')}</span>}
          meta={t('study.newMeetingHint')}
          tail={
            <Button
              small
              action="new-meeting-with-clip"
              onClick={() => navigate(`/life/new?types=themeDay&clip=${clip.id}`)}
            >
              {t('study.begin')}
            </Button>
          }
        />
        <Row
          title={<span class="font-normal">{t('study.monthList')}</span>}
          meta={onList ? t('study.onList') : t('study.monthListHint')}
          tail={
            <Button
              small
              pressed={onList}
              onClick={() =>
                void put(
                  () => (onList ? takeOffList : putOnList)(ledger, clip, month),
                  t(onList ? 'study.listOff' : 'study.listOn'),
                )
              }
            >
              {t(onList ? 'study.takeOff' : 'study.put')}
            </Button>
          }
        />
      </Card>
    </Section>
  );
}
