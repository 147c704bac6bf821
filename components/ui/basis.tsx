import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { type Citation, type Confidence, packText, type Source } from '../../lib/rules/pack';

interface BasisProps {
  basis: readonly Citation[];
  sources: Record<string, Source>;
  confidence: Confidence;
  /** The norm in the words of the rule. */
  wording?: string;
}

/**
 * The documents behind a rule: document, issuer, year, article, 参照 where it is an analogy, and in words how sure
 * the program is.
 */
export function BasisText(props: BasisProps) {
  const language = currentLanguage();
  return (
    <div class="border-line text-meta text-ink-2 mt-1 space-y-1 border-l-2 pl-2.5">
      {props.wording && <p>{props.wording}</p>}
      {props.basis.map((citation) => {
        const source = props.sources[citation.source];
        if (!source) return null;
        return (
          <p key={`${citation.source}${citation.article?.zh ?? ''}`}>
            {citation.analogy && `${t('common.analogy')} `}
            {packText(source.document, language)}
            {citation.article && ` ${packText(citation.article, language)}`}
            {`（${packText(source.issuer, language)}，${source.edition ? t('common.edition', { edition: source.edition }) : source.year}）`}
            {citation.confidence && citation.confidence !== props.confidence && (
              <> · {tDynamic(`common.confidence.${citation.confidence}`)}</>
            )}
          </p>
        );
      })}
      <p class="text-ink-3">{tDynamic(`common.confidence.${props.confidence}`)}</p>
    </div>
  );
}

/** 依据, opened on demand. */
export const Basis = (props: BasisProps) => (
  <details class="text-meta">
    <summary class="text-red-ink inline-block min-h-6 cursor-pointer rounded-s">{t('common.basis')}</summary>
    <BasisText {...props} />
  </details>
);
