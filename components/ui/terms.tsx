import { useEffect, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { packText } from '../../lib/rules/pack';
import { termChecker } from '../../lib/rules/packs';
import type { TermFinding, TermReplacement } from '../../lib/rules/terms';
import { Button } from './button';
import { Pill } from './layout';
import { toastFault } from './toast';

/** A text that is being written, and how to change it. */
export interface TermPart {
  key: string;
  /** What the text is, where several are looked at together. */
  label?: string;
  value: string;
  set: (value: string) => void;
}

interface Found {
  part: TermPart;
  finding: TermFinding;
}

interface Made extends TermReplacement {
  part: string;
}

/** The functions of the checker, once they are there. */
type Rules = Awaited<ReturnType<typeof load>>;
const load = async () => ({ checker: await termChecker(), ...(await import('../../lib/rules/terms')) });

/** Time without typing after which a text is looked at, in milliseconds. */
const PAUSE = 350;
/** Places shown at once; more of them help nobody. */
const SHOWN = 20;

/**
 * 用词: a quiet list under what is being written, of places that differ from a fixed expression. Each is replaced by
 * one press, and put back by another. Nothing is changed by itself, and with nothing to say nothing is shown.
 */
export function TermCheck({ parts }: { parts: readonly TermPart[] }) {
  const [rules, setRules] = useState<Rules | undefined>(undefined);
  const [found, setFound] = useState<Found[]>([]);
  const [made, setMade] = useState<Made[]>([]);
  const written = parts.map((part) => `${part.key}\n${part.value}`).join('\n\n');
  const isEmpty = parts.every((part) => !part.value.trim());

  useEffect(() => {
    if (rules || isEmpty) return;
    load().then(setRules, toastFault);
  }, [rules, isEmpty]);
  useEffect(() => {
    if (!rules) return;
    const timer = setTimeout(() => {
      setFound(
        parts.flatMap((part) =>
          rules.checkTerms(part.value, rules.checker).map((finding) => ({ part, finding })),
        ),
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [rules, written]);

  // Between two looks the text may have moved on: only what still stands there is offered.
  const valid = found.flatMap(({ part, finding }) => {
    const now = parts.find((other) => other.key === part.key);
    return now && now.value.slice(finding.start, finding.end) === finding.found
      ? [{ part: now, finding }]
      : [];
  });
  if (!rules || (!valid.length && !made.length)) return null;

  const replace = ({ part, finding }: Found, suggestion: string) => {
    part.set(rules.replaceTerm(part.value, finding, suggestion));
    setMade([...made, { part: part.key, start: finding.start, found: finding.found, suggestion }]);
  };
  const revert = (one: Made) => {
    const part = parts.find((other) => other.key === one.part);
    if (part) part.set(rules.revertTerm(part.value, one));
    setMade(made.filter((other) => other !== one));
  };
  const title = valid.length
    ? t('terms.count', { count: valid.length })
    : t('terms.done', { count: made.length });
  return (
    <details class="text-meta" data-part="terms">
      <summary class="text-ink-2 inline-block min-h-6 cursor-pointer rounded-s">{title}</summary>
      <ul class="border-line rows rounded-card bg-card mt-1.5 border">
        {valid.slice(0, SHOWN).map((one) => (
          <Place key={`${one.part.key}:${one.finding.start}`} one={one} onReplace={replace} />
        ))}
        {made.map((one) => (
          <li key={`${one.part}${one.start}${one.found}`} class="flex items-center gap-2 px-3 py-2">
            <span class="min-w-0 flex-1 break-words">
              {t('terms.replaced', { found: one.found, suggestion: one.suggestion })}
            </span>
            <Button small kind="quiet" onClick={() => revert(one)}>
              {t('terms.revert')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Place(props: { one: Found; onReplace: (one: Found, suggestion: string) => void }) {
  const { one } = props;
  const { finding, part } = one;
  return (
    <li class="space-y-1 px-3 py-2">
      <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span class="min-w-0 font-semibold break-words">{finding.found}</span>
        <Pill tone={finding.level === 'sure' ? 'due' : 'unknown'}>{t(`terms.level.${finding.level}`)}</Pill>
        {part.label && <span class="text-ink-3">{part.label}</span>}
      </div>
      <p class="text-ink-2 break-words">
        {packText(finding.reason, currentLanguage())}
        <span class="text-ink-3"> {t(`common.confidence.${finding.confidence}`)}</span>
      </p>
      <div class="flex flex-wrap gap-1.5">
        {finding.suggestions.map((suggestion) => (
          <Button
            key={suggestion}
            small
            label={t('terms.replaceLabel', { found: finding.found, suggestion })}
            onClick={() => props.onReplace(one, suggestion)}
          >
            {t('terms.replace', { suggestion })}
          </Button>
        ))}
      </div>
    </li>
  );
}
