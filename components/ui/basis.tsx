import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { type Citation, type Confidence, packText, type Source } from '../../lib/rules/pack';

/**
 * 依据: the documents behind a rule, opened on demand. Shows document, issuer, year, article, 参照 where it is an
 * analogy, and in words how sure the program is.
 */
export function Basis(props: {
  basis: readonly Citation[];
  sources: Record<string, Source>;
  confidence: Confidence;
  wording?: string;
}) {
  const language = currentLanguage();
  return (
    <details class="text-meta text-ink-2">
      <summary class="text-red-ink inline-block cursor-pointer rounded-s">{t('common.basis')}</summary>
      <div class="border-line mt-1 space-y-1 border-l-2 pl-2.5">
        {props.wording && <p>{props.wording}</p>}
        {props.basis.map((citation) => {
          const source = props.sources[citation.source];
          if (!source) return null;
          return (
            <p key={`${citation.source}${citation.article?.zh ?? ''}`}>
              {citation.analogy && `${t('common.analogy')} `}
              {packText(source.document, language)}
              {citation.article && ` ${packText(citation.article, language)}`}
              {`（${packText(source.issuer, language)}，${source.year}）`}
              {citation.confidence && citation.confidence !== props.confidence && (
                <> · {tDynamic(`common.confidence.${citation.confidence}`)}</>
              )}
            </p>
          );
        })}
        <p class="text-ink-3">{tDynamic(`common.confidence.${props.confidence}`)}</p>
      </div>
    </details>
  );
}
