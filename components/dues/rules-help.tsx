import { currentLanguage, t } from '../../lib/i18n';
import type { DuesNote, DuesPack } from '../../lib/rules/dues-pack';
import { packText } from '../../lib/rules/pack';
import { Basis, Note } from '../ui';

/** A note of the pack with its source on demand. */
export function RuleNote({ pack, note, tone }: { pack: DuesPack; note: DuesNote; tone?: 'info' | 'due' }) {
  const language = currentLanguage();
  const body = (
    <>
      <strong class="block">{packText(note.title, language)}</strong>
      {packText(note.wording, language)}
      <Basis basis={note.basis} sources={pack.sources} confidence={note.confidence} />
    </>
  );
  return tone ? <Note tone={tone}>{body}</Note> : <div class="text-meta text-ink-2">{body}</div>;
}

/** What the rules say about dues, opened on demand: the tables, what counts, how to pay. */
export function DuesHelp({ pack }: { pack: DuesPack }) {
  const language = currentLanguage();
  const { notes } = pack;
  return (
    <details class="text-meta">
      <summary class="text-red-ink inline-block cursor-pointer rounded-s">{t('dues.rules')}</summary>
      <div class="mt-2 space-y-3">
        {[pack.tables.monthly, pack.tables.retired].map((table) => (
          <RuleNote key={table.title.zh} pack={pack} note={table} />
        ))}
        {pack.ways
          .filter((way) => way.id !== 'monthly' && way.id !== 'retired')
          .map((way) => (
            <div key={way.id}>
              <RuleNote pack={pack} note={{ ...way, wording: way.help }} />
              {way.scope && <p class="text-ink-3">{packText(way.scope, language)}</p>}
            </div>
          ))}
        <PartsHelp pack={pack} />
        {[
          notes.annual,
          notes.newWage,
          notes.probationary,
          notes.hardship,
          notes.pay,
          notes.host,
          notes.noAdvance,
          notes.voluntary,
          notes.publish,
        ].map((note) => (
          <RuleNote key={note.title.zh} pack={pack} note={note} />
        ))}
      </div>
    </details>
  );
}

/** What belongs to the base, and what does not. */
export function PartsHelp({ pack }: { pack: DuesPack }) {
  const language = currentLanguage();
  return (
    <>
      {[true, false].map((counted) => {
        const parts = pack.parts.filter((part) => part.counted === counted);
        const first = parts[0];
        return (
          <div key={String(counted)} class="text-meta text-ink-2">
            <strong class="block">{t(counted ? 'dues.counted' : 'dues.notCounted')}</strong>
            <ul class="list-disc pl-5">
              {parts.map((part) => (
                <li key={part.id}>{packText(part.title, language)}</li>
              ))}
            </ul>
            {first && <Basis basis={first.basis} sources={pack.sources} confidence={first.confidence} />}
          </div>
        );
      })}
    </>
  );
}
