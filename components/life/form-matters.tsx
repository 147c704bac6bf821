import { t } from '../../lib/i18n';
import { currentLanguage } from '../../lib/i18n';
import type { MeetingDraft } from '../../lib/life/draft';
import {
  type CarryOffer,
  carryOffers,
  likelyCarry,
  matterAt,
  undiscussedMatters,
} from '../../lib/life/matters';
import { meetingTitle } from '../../lib/life/notice';
import type { Rec } from '../../lib/ledger';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import { Basis, Button, Card, Dialog, Note, Row, useBranch, useLedger, useLive, useToday } from '../ui';
import { shortDate } from './words';

/** Matters of earlier meetings that are not on this agenda yet. */
export function useCarryOffers(value: MeetingDraft): CarryOffer[] {
  const ledger = useLedger();
  const types = value.types.join();
  const offers = useLive(
    () => carryOffers(ledger, { id: value.id, types: value.types, date: value.date }),
    [value.id, types, value.date],
  );
  const taken = new Set(value.agenda.map((item) => item.from));
  return (offers ?? []).filter((offer) => !taken.has(offer.ref));
}

/** 支委会 11-06. */
const placeOf = (meeting: Rec<'meeting'>, today: string): string =>
  t('matter.place', { title: meetingTitle(meeting.fields), date: shortDate(meeting.fields.startsAt, today) });

/** Under an item of the agenda: what it carries on, or the one press that says so. */
export function CarriedFrom(props: {
  text: string;
  from: string | undefined;
  offers: readonly CarryOffer[];
  onChange: (from: string | undefined) => void;
}) {
  const ledger = useLedger();
  const today = useToday();
  const { from } = props;
  const before = useLive(async () => (from ? await matterAt(ledger, from) : undefined), [from]);
  if (from) {
    return (
      <p class="text-meta text-ink-2 flex flex-wrap items-center gap-x-1 px-1">
        {before
          ? t('matter.carries', { place: placeOf(before.meeting, today), text: before.text })
          : t('matter.gone')}
        <Button small kind="quiet" onClick={() => props.onChange(undefined)}>
          {t('matter.unlink')}
        </Button>
      </p>
    );
  }
  const offer = likelyCarry(props.text, props.offers);
  if (!offer) return null;
  return (
    <Button small kind="quiet" action="carry-likely" onClick={() => props.onChange(offer.ref)}>
      {t('matter.link', { place: placeOf(offer.meeting, today), text: offer.text })}
    </Button>
  );
}

/** Everything that may be carried on, to choose from. */
export function CarryDialog(props: {
  open: boolean;
  offers: readonly CarryOffer[];
  onClose: () => void;
  onChoose: (offer: CarryOffer) => void;
}) {
  const today = useToday();
  return (
    <Dialog open={props.open} title={t('matter.choose')} onClose={props.onClose}>
      <Card>
        {props.offers.map((offer) => (
          <Row
            key={offer.ref}
            title={offer.text}
            meta={placeOf(offer.meeting, today)}
            onClick={() => props.onChoose(offer)}
          />
        ))}
      </Card>
    </Dialog>
  );
}

type UndiscussedProps = {
  value: Pick<MeetingDraft, 'types' | 'date' | 'agenda' | 'resolutions' | 'ballots'>;
};

/** Matters of a membership meeting that no linked committee meeting discussed first. A remark; it stops nothing. */
export function Undiscussed({ value }: UndiscussedProps) {
  const ledger = useLedger();
  const branch = useBranch();
  const pack = lifePack();
  const rule = pack.committeeFirst;
  const { types, date, agenda, resolutions, ballots } = value;
  const found = useLive(
    () =>
      undiscussedMatters(
        ledger,
        { types, date, agenda, resolutions, ballots, hasCommittee: branch?.fields.hasCommittee ?? false },
        pack,
      ),
    [
      JSON.stringify([
        types,
        date,
        agenda,
        resolutions.map(({ id, item, from }) => [id, item, from]),
        ballots.map(({ id, text, item, resolution }) => [id, text, item, resolution]),
      ]),
      branch,
    ],
  );
  if (!rule || !found?.length) return null;
  return (
    <Note tone="due">
      {t('matter.undiscussed', { texts: found.map(({ text }) => t('matter.quoted', { text })).join('') })}
      <Basis
        basis={rule.basis}
        sources={pack.sources}
        confidence={rule.confidence}
        wording={packText(rule.wording, currentLanguage())}
      />
    </Note>
  );
}
