import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { formatDate, formatMonth } from '../../lib/rules/calendar';
import { packText } from '../../lib/rules/pack';
import { termChecker } from '../../lib/rules/packs';
import type { TermFinding } from '../../lib/rules/terms';
import { type DateMention, type Looked, type Points, pointsOf } from '../../lib/study/analysis';
import { FaultNote, Pill } from '../ui';

/** Dates and terms shown before the rest is asked for. */
const FEW = 6;

/** Key sentences, terms, dates, outline and wording of a text; each press leads to its place in the text. */
export function PointsBody(props: {
  /** Names the text: it is looked at again when this changes. */
  of: string;
  read: () => Promise<Looked>;
  title: string;
  /** The day from which words such as 昨天 count. */
  published?: string;
  /** Shows words where they stand, the place nearest to so many characters before them. */
  show: (words: string, near: number) => void;
  /** What can be done with the key sentences. */
  actions: (sentences: readonly string[]) => ComponentChildren;
}) {
  const [points, setPoints] = useState<Points | undefined>(undefined);
  const [findings, setFindings] = useState<TermFinding[]>([]);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const { title, published, show } = props;
  useEffect(() => {
    let alive = true;
    const look = async () => {
      const found = pointsOf(await props.read(), { title, ...(published ? { published } : {}) });
      const [checker, { checkTerms }] = await Promise.all([termChecker(), import('../../lib/rules/terms')]);
      if (!alive) return;
      setPoints(found);
      setFindings(checkTerms(found.parts.sentences.map(({ text }) => text).join('\n'), checker));
    };
    look().catch((thrown: unknown) => alive && setFault(asFault(thrown)));
    return () => {
      alive = false;
    };
  }, [props.of, title, published]);
  if (fault) return <FaultNote fault={fault} />;
  if (!points)
    return (
      <p aria-busy="true" class="text-meta text-ink-3 px-3 pb-3">
        {t('common.loading')}
      </p>
    );
  return (
    <div class="border-line space-y-3 border-t px-3 pt-2.5 pb-3">
      {points.key.length ? (
        <Part title={t('assist.keySentences')}>
          <ol class="space-y-1.5">
            {points.key.map((one, index) => (
              <li key={one.start} class="flex gap-1.5">
                <span class="text-ink-3 shrink-0" aria-hidden="true">
                  {index + 1}.
                </span>
                <Place onClick={() => show(one.text, one.start)}>
                  {one.article && <span class="text-meta text-ink-3 mr-1.5">{one.article}</span>}
                  {one.text}
                </Place>
              </li>
            ))}
          </ol>
          {props.actions(points.key.map(({ text }) => text))}
        </Part>
      ) : (
        <p class="text-meta text-ink-2">{t('assist.shortText')}</p>
      )}
      {points.terms.length > 0 && (
        <Part title={t('assist.terms')}>
          <ul class="flex flex-wrap gap-1.5">
            {points.terms.map(({ term, count, start }) => (
              <li key={term}>
                <button
                  type="button"
                  class="border-line-strong text-meta hover:text-red-ink min-h-7 rounded-full border px-2.5"
                  title={t('assist.termTimes', { term, count })}
                  onClick={() => show(term, start)}
                >
                  {term} <span class="text-ink-3">{count}</span>
                </button>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {points.dates.length > 0 && <Dates dates={points.dates} show={show} />}
      {points.outline.length > 0 && (
        <Part title={t('assist.outline')}>
          <ul>
            {points.outline.map((heading) => (
              <li key={heading.start} style={{ paddingInlineStart: `${Math.max(0, heading.level - 2)}em` }}>
                <Place onClick={() => show(heading.text, heading.start)}>
                  {heading.text}
                  {heading.articles && (
                    <span class="text-meta text-ink-3 ml-1.5">
                      {[...new Set(heading.articles)].join('—')}
                    </span>
                  )}
                </Place>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {findings.length > 0 && (
        <Part title={t('terms.count', { count: findings.length })}>
          <ul class="space-y-1">
            {findings.slice(0, FEW).map((one) => (
              <li key={one.start} class="text-meta">
                <Place onClick={() => show(one.found, 0)}>
                  <b class="font-semibold">{one.found}</b>{' '}
                  <Pill tone={one.level === 'sure' ? 'due' : 'unknown'}>{t(`terms.level.${one.level}`)}</Pill>{' '}
                  <span class="text-ink-2">{packText(one.reason, currentLanguage())}</span>
                </Place>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

const Part = (props: { title: ComponentChildren; children: ComponentChildren }) => (
  <section class="space-y-1.5">
    <h3 class="text-meta text-ink-2 font-semibold">{props.title}</h3>
    {props.children}
  </section>
);

/** Words that lead to where they stand in the text. */
const Place = (props: { onClick: () => void; children: ComponentChildren }) => (
  <button
    type="button"
    class="hover:text-red-ink min-h-6 min-w-0 flex-1 rounded-s text-left break-words"
    title={t('assist.showInText')}
    onClick={props.onClick}
  >
    {props.children}
  </button>
);

function Dates(props: { dates: Points['dates']; show: (words: string, near: number) => void }) {
  const [all, setAll] = useState(false);
  const shown = all ? props.dates : props.dates.slice(0, FEW);
  return (
    <Part title={t('assist.dates')}>
      <ul class="space-y-1.5">
        {shown.map((one) => (
          <li key={`${one.start}`} class="flex gap-2">
            <span class="text-meta w-24 shrink-0 pt-px font-semibold break-words">
              {dateWords(one)}
              {!one.value && <span class="text-ink-3 block font-normal">{t('assist.asPrinted')}</span>}
            </span>
            <Place onClick={() => props.show(one.printed, one.start)}>
              <span class="line-clamp-3">{one.text}</span>
            </Place>
          </li>
        ))}
      </ul>
      {props.dates.length > shown.length && (
        <button
          type="button"
          class="text-meta text-red-ink min-h-6 rounded-s underline"
          onClick={() => setAll(true)}
        >
          {t('assist.moreDates', { count: props.dates.length - shown.length })}
        </button>
      )}
    </Part>
  );
}

function dateWords(one: DateMention): string {
  if (!one.value) return one.printed;
  return [one.value, one.until].flatMap((value) => (value ? oneDate(value) : [])).join('—');
}

function oneDate(value: string): string {
  const language = currentLanguage();
  if (value.length === 10) return formatDate(value, language, { year: true });
  return value.length === 7 ? formatMonth(value, language) : t('assist.year', { year: value });
}
