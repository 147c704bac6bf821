import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { appraisalsOf } from '../../lib/life/appraisals';
import { rectificationsOf } from '../../lib/life/rectifications';
import { linkTalks, talksBefore } from '../../lib/life/talks';
import { addDays } from '../../lib/rules/calendar';
import { lifePack } from '../../lib/rules/packs';
import {
  Button,
  Card,
  Dialog,
  Link,
  navigate,
  Note,
  Row,
  Section,
  shownText,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useRole,
} from '../ui';
import { RecordsBasis } from './records-basis';
import { RectificationList } from './rectification-list';
import { undoToast } from './undo-toast';

/** Days before a meeting whose talks are offered as 会前谈心. */
const BEFORE = 60;

/** What only some types have, on the page of an activity: the phases of an 组织生活会, and the way to 民主评议. */
export function MeetingTypes({ meeting, planned }: { meeting: Rec<'meeting'>; planned: boolean }) {
  const ledger = useLedger();
  const { id, fields } = meeting;
  const { orgLife, appraisal } = fields.types;
  const year = appraisalYear(fields.startsAt.slice(0, 10));
  const found = useLive(async () => {
    const [priorStudy, criticism, talks, items, appraisals] = await Promise.all([
      shownText(ledger, fields.priorStudy),
      shownText(ledger, fields.criticism),
      orgLife ? talksBefore(ledger, id) : [],
      orgLife || appraisal ? rectificationsOf(ledger, id) : [],
      appraisal ? appraisalsOf(ledger, year) : new Map(),
    ]);
    return { priorStudy, criticism, talks, items, appraisals: appraisals.size };
  }, [meeting]);
  if (!found || (!orgLife && !appraisal)) return null;
  const has: Record<string, number> = {
    talks: found.talks.length,
    rectifications: found.items.length,
    appraisals: found.appraisals,
  };
  return (
    <>
      {!planned && <Beside types={Object.keys(fields.types)} has={has} />}
      {orgLife && (
        <Phases
          meeting={meeting}
          talks={found.talks}
          priorStudy={found.priorStudy}
          criticism={found.criticism}
        />
      )}
      {appraisal && <AppraisalLink year={year} count={found.appraisals} meeting={id} />}
      {(orgLife || found.items.length > 0) && <RectificationList meeting={id} items={found.items} />}
    </>
  );
}

/** 民主评议 of a year is often held in the January after it. */
export const appraisalYear = (day: string): string =>
  day.slice(5, 7) === '01' ? String(Number(day.slice(0, 4)) - 1) : day.slice(0, 4);

/** Records that usually stand beside such an activity and are not there yet. A hint with its source, no more. */
function Beside({ types, has }: { types: readonly string[]; has: Record<string, number> }) {
  const { records } = lifePack();
  const wanted = new Set(types.flatMap((type) => records.beside[type] ?? []));
  const open = [...wanted].filter((name) => has[name] === 0);
  if (!open.length) return null;
  const names = open.map((name) => tDynamic(`types.beside.${name}`)).join(t('life.nameJoin'));
  return (
    <Note tone="info">
      {t('types.stillOpen', { names })}
      <RecordsBasis />
    </Note>
  );
}

function Phases(props: {
  meeting: Rec<'meeting'>;
  talks: readonly Rec<'talk'>[];
  priorStudy: string;
  criticism: string;
}) {
  const { meeting, talks } = props;
  const nameOf = useMemberName();
  const [linking, setLinking] = useState(false);
  const { id } = meeting;
  return (
    <>
      {(props.priorStudy || props.criticism) && (
        <Section title={t('life.part.orgLife')}>
          <Card pad>
            {(
              [
                [t('life.field.priorStudy'), props.priorStudy],
                [t('life.field.criticism'), props.criticism],
              ] as const
            )
              .filter(([, text]) => text)
              .map(([label, text]) => (
                <div key={label}>
                  <h3 class="text-meta text-ink-3">{label}</h3>
                  <p class="break-words whitespace-pre-wrap">{text}</p>
                </div>
              ))}
          </Card>
        </Section>
      )}
      <Section
        title={t('types.talksBefore')}
        remark={talks.length ? t('talk.times', { count: talks.length }) : undefined}
        link={<Link to="/life/talks?view=pairs">{t('types.toPairs')}</Link>}
      >
        {talks.length > 0 && (
          <Card>
            {talks.map((talk) => (
              <Row
                key={talk.id}
                title={
                  <span class="font-normal">{`${nameOf(talk.fields.talker)}—${nameOf(talk.fields.partner)}`}</span>
                }
                meta={talk.fields.on}
                to={`/life/talk/${talk.id}`}
              />
            ))}
          </Card>
        )}
        <div class="flex flex-wrap gap-2">
          <Button small icon="plus" onClick={() => navigate(`/life/talk/new?meeting=${id}`)}>
            {t('talk.new')}
          </Button>
          <Button small onClick={() => navigate(`/new/others?what=talk&meeting=${id}`)}>
            {t('talk.paste')}
          </Button>
          <Button small onClick={() => setLinking(true)}>
            {t('types.linkTalks')}
          </Button>
        </div>
      </Section>
      {linking && <LinkTalks meeting={meeting} onClose={() => setLinking(false)} />}
    </>
  );
}

/** Talks of the weeks before a meeting that are tied to none yet, to be taken over in one press. */
function LinkTalks({ meeting, onClose }: { meeting: Rec<'meeting'>; onClose: () => void }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const day = meeting.fields.startsAt.slice(0, 10);
  const talks = useLive(async () => {
    const found = await ledger.list('talk', { from: addDays(day, -BEFORE), to: day });
    return found.filter((talk) => !talk.fields.meeting);
  }, [day]);
  const chosen = (talks ?? []).filter((talk) => !out.has(talk.id)).map((talk) => talk.id);
  const link = async () => {
    try {
      const n = await linkTalks(ledger, chosen, meeting.id);
      onClose();
      undoToast(ledger, t('types.linked', { count: chosen.length }), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Dialog
      open
      title={t('types.linkTalks')}
      onClose={onClose}
      foot={
        chosen.length > 0 && (
          <Button kind="primary" onClick={() => void link()}>
            {t('types.linkCount', { count: chosen.length })}
          </Button>
        )
      }
    >
      <p class="text-meta text-ink-2">
        {talks?.length ? t('types.linkHint', { days: BEFORE }) : t('types.linkNone', { days: BEFORE })}
      </p>
      {(talks ?? []).map((talk) => (
        <label key={talk.id} class="flex items-center gap-2">
          <input
            type="checkbox"
            class="checkbox checkbox-primary checkbox-sm"
            checked={!out.has(talk.id)}
            onChange={(event) => {
              const next = new Set(out);
              if (event.currentTarget.checked) next.delete(talk.id);
              else next.add(talk.id);
              setOut(next);
            }}
          />
          {`${talk.fields.on} ${nameOf(talk.fields.talker)}—${nameOf(talk.fields.partner)}`}
        </label>
      ))}
    </Dialog>
  );
}

/** The way to the evaluations. Grades stand there alone, never on the page of the activity. */
function AppraisalLink(props: { year: string; count: number; meeting: string }) {
  const role = useRole();
  if (role !== 'secretary') return null;
  return (
    <Section title={t('types.appraisal')}>
      <Card>
        <Row
          title={t('types.appraisal.open', { year: props.year })}
          meta={
            props.count ? t('types.appraisal.entered', { count: props.count }) : t('types.appraisal.nothing')
          }
          to={`/life/appraisal?year=${props.year}&meeting=${props.meeting}`}
        />
      </Card>
    </Section>
  );
}
