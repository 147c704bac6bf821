import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { meetingTitle } from '../../lib/life/notice';
import { linkRequest } from '../../lib/requests/requests';
import { addDays } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  IconButton,
  Row,
  Section,
  SelectField,
  toastFault,
  useLedger,
  useLive,
} from '../ui';
import { useRecordLine } from '../governance/record-line';
import { undoToast } from '../life/undo-toast';

/** Days before a request in which an activity may have dealt with it already. */
const BEFORE = 60;

/** 形成的结果: the activities and resolutions that a request led to. */
export function RequestLed({ request }: { request: Rec<'request'> }) {
  const ledger = useLedger();
  const line = useRecordLine();
  const [asking, setAsking] = useState(false);
  const led = Object.keys(request.fields.led ?? {});
  const records = useLive(
    async () => (await Promise.all(led.map((id) => ledger.find(id)))).filter((one) => one && !one.deleted),
    [led.join()],
  );
  const link = async (id: string, kind: 'meeting' | 'resolution' | undefined) => {
    try {
      const n = await linkRequest(ledger, request.id, id, kind);
      setAsking(false);
      undoToast(ledger, t(kind ? 'affairs.request.linked' : 'affairs.request.unlinked'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section
      title={t('affairs.request.led')}
      link={
        <Button small icon="plus" action="link-request" onClick={() => setAsking(true)}>
          {t('affairs.request.link')}
        </Button>
      }
    >
      {records && records.length > 0 ? (
        <Card>
          {records.map((record) => {
            if (!record) return null;
            const { kind, title, on, to } = line(record);
            return (
              <Row
                key={record.id}
                title={title}
                meta={[kind, on].filter(Boolean).join(' · ')}
                to={to}
                tail={
                  <IconButton
                    icon="close"
                    label={t('affairs.request.unlink', { title })}
                    onClick={() => void link(record.id, undefined)}
                  />
                }
              />
            );
          })}
        </Card>
      ) : (
        <p class="text-meta text-ink-2">{t('affairs.request.ledNone')}</p>
      )}
      {asking && (
        <LinkDialog
          request={request}
          onClose={() => setAsking(false)}
          onLink={(id, kind) => void link(id, kind)}
        />
      )}
    </Section>
  );
}

function LinkDialog(props: {
  request: Rec<'request'>;
  onClose: () => void;
  onLink: (id: string, kind: 'meeting' | 'resolution') => void;
}) {
  const ledger = useLedger();
  const [meeting, setMeeting] = useState('');
  const [resolution, setResolution] = useState('');
  const since = addDays(props.request.fields.on, -BEFORE);
  const meetings = useLive(() => ledger.list('meeting', { from: since, reverse: true }), [since]);
  const resolutions = useLive(
    async () => (meeting ? await ledger.linked(meeting, 'resolution') : []),
    [meeting],
  );
  return (
    <Dialog
      open
      title={t('affairs.request.link')}
      onClose={props.onClose}
      foot={
        <Button
          kind="primary"
          action="save-link"
          disabled={!meeting}
          onClick={() =>
            resolution ? props.onLink(resolution, 'resolution') : props.onLink(meeting, 'meeting')
          }
        >
          {t('common.save')}
        </Button>
      }
    >
      {meetings && !meetings.length && <EmptyState title={t('affairs.request.noMeeting')} />}
      {meetings && meetings.length > 0 && (
        <SelectField
          label={t('affairs.request.linkMeeting')}
          value={meeting}
          empty={t('affairs.choose')}
          options={meetings.map(({ id, fields }) => ({
            value: id,
            label: `${fields.startsAt.slice(0, 10)} ${meetingTitle(fields)}`,
          }))}
          onChange={(id) => {
            setMeeting(id);
            setResolution('');
          }}
        />
      )}
      {resolutions && resolutions.length > 0 && (
        <SelectField
          label={t('affairs.request.linkResolution')}
          value={resolution}
          empty={t('affairs.request.wholeMeeting')}
          options={resolutions.map(({ id, fields }) => ({ value: id, label: fields.text }))}
          onChange={setResolution}
        />
      )}
    </Dialog>
  );
}
