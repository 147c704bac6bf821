import { useState } from 'preact/hooks';
import {
  type ClauseChange,
  compareClauses,
  countChanges,
  elementChanges,
} from '../../../lib/company/charter/compare';
import { clausesOf } from '../../../lib/company/charter/elements';
import { changeWord } from '../../../lib/company/charter/paper';
import { currentLanguage, t } from '../../../lib/i18n';
import { packText } from '../../../lib/rules/pack';
import type { Piece } from '../../../lib/study/read/text-diff';
import { openPrint } from '../../life/register-actions';
import {
  Button,
  Card,
  CheckField,
  EmptyState,
  navigate,
  Page,
  Pill,
  SelectField,
  toastFault,
  type Tone,
  useQuery,
} from '../../ui';
import { nameOf } from './charter-page';
import { CHARTERS, useCharters } from './use-charters';

const TONES: Record<ClauseChange['what'], Tone> = {
  same: 'unknown',
  moved: 'info',
  changed: 'due',
  added: 'ok',
  removed: 'bad',
};

/** Two versions side by side, clause by clause, with the words that differ marked. */
export function ComparePage() {
  const { company, found } = useCharters();
  const query = useQuery();
  const [all, setAll] = useState(false);
  if (!company || !found) return null;
  const of = (name: string) => found.charters.find(({ id }) => id === query.get(name));
  const now = of('now') ?? found.charters[0];
  const before = of('before') ?? found.charters.find(({ id }) => id !== now?.id);
  if (!now || !before) {
    return (
      <Page title={t('charter.compare')} back={CHARTERS}>
        <EmptyState title={t('charter.oneVersion')}>{t('charter.oneVersionHint')}</EmptyState>
      </Page>
    );
  }
  const at = (next: { before?: string; now?: string }): string =>
    `${CHARTERS}/compare?${new URLSearchParams({ before: before.id, now: now.id, ...next }).toString()}`;
  const options = found.charters.map(({ id, fields }) => ({
    value: id,
    label: `${fields.version} · ${nameOf(fields.unit, found.units, company.name)}`,
  }));
  const [old, fresh] = [clausesOf(before.fields), clausesOf(now.fields)];
  const changes = compareClauses(old, fresh);
  const counts = countChanges(changes);
  const { gained, lost } = elementChanges(found.pack, old, fresh);
  const titles = (ids: readonly string[]): string =>
    found.pack.elements
      .filter(({ id }) => ids.includes(id))
      .map(({ title }) => packText(title, currentLanguage()))
      .join(t('settings.listJoin'));
  const shown = changes.filter(({ what }) => all || what !== 'same');
  const print = () => {
    try {
      openPrint(`/print/charter/${now.id}?with=${before.id}&now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Page title={t('charter.compare')} back={CHARTERS}>
      <div class="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t('charter.before')}
          name="before"
          value={before.id}
          options={options}
          onChange={(id) => navigate(at({ before: id }), { replace: true })}
        />
        <SelectField
          label={t('charter.now')}
          name="now"
          value={now.id}
          options={options}
          onChange={(id) => navigate(at({ now: id }), { replace: true })}
        />
      </div>
      <p role="status">{t('charter.counts', counts)}</p>
      {gained.length > 0 && <p class="text-meta">{t('charter.gained', { list: titles(gained) })}</p>}
      {lost.length > 0 && <p class="text-meta">{t('charter.lost', { list: titles(lost) })}</p>}
      <CheckField label={t('charter.showSame')} checked={all} onChange={setAll} />
      {shown.length === 0 ? (
        <p class="text-meta text-ink-2">{t('charter.noChange')}</p>
      ) : (
        <Card>
          {shown.map((change, index) => (
            <ChangeRow key={index} change={change} />
          ))}
        </Card>
      )}
      <Button icon="print" action="compare-print" onClick={print}>
        {t('exchange.print')}
      </Button>
    </Page>
  );
}

function ChangeRow({ change }: { change: ClauseChange }) {
  const was = 'before' in change ? change.before.no : '';
  const is = 'now' in change ? change.now.no : '';
  const heading = was && is && was !== is ? `${was} → ${is}` : is || was;
  return (
    <div class="space-y-1 px-3 py-2.5" data-change={change.what}>
      <p class="flex flex-wrap items-center gap-2 font-semibold">
        {heading}
        <Pill tone={TONES[change.what]}>{changeWord(change.what)}</Pill>
      </p>
      <p class="break-words whitespace-pre-line">
        {change.what === 'changed' ? (
          <Pieces pieces={change.pieces} />
        ) : change.what === 'added' ? (
          <Marked kind="added" text={change.now.text} />
        ) : change.what === 'removed' ? (
          <Marked kind="removed" text={change.before.text} />
        ) : (
          change.now.text
        )}
      </p>
    </div>
  );
}

/** The sentences of a clause; of one that was replaced, only the words that differ are marked, old before new. */
function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece, index) => {
        const { kind, text, core } = piece;
        const next = pieces[index + 1];
        const was = pieces[index - 1];
        if (kind === 'same') return text;
        if (!core) return <Marked key={index} kind={kind} text={text} />;
        // The first of a pair shows both: they begin and end alike.
        if (kind === 'added' && was?.kind === 'removed' && was.core) return null;
        if (kind === 'removed' && next?.kind === 'added' && next.core) {
          return (
            <span key={index}>
              {text.slice(0, core[0])}
              <Marked kind="removed" text={text.slice(...core)} />
              <Marked kind="added" text={next.text.slice(...next.core)} />
              {text.slice(core[1])}
            </span>
          );
        }
        return <Marked key={index} kind={kind} text={text} />;
      })}
    </>
  );
}

function Marked({ kind, text }: { kind: 'added' | 'removed'; text: string }) {
  if (!text) return null;
  return kind === 'added' ? <ins class="bg-ok-wash">{text}</ins> : <del class="bg-red-wash">{text}</del>;
}
