import { useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type TextSource, textSources } from '../../lib/study/reflections/same-sources';
import { type SamePassage, samePassages, SHORTEST } from '../../lib/study/reflections/same-text';
import { Button, Card, Link, Section, toastFault, useLedger, useMemberName, useScope } from '../ui';

/** Passages listed. */
const MOST = 60;

const routeOf = ({ kind, id }: TextSource): string =>
  kind === 'clip'
    ? `/study/clip/${id}`
    : kind === 'meeting'
      ? `/life/meeting/${id}`
      : `/study/reflection/${id}`;

/**
 * 相同文字: which passages stand word for word in other texts of the ledger, for the author alone. A fact with its
 * places; nothing is counted up, judged or stored.
 */
export function SameText(props: {
  text: string;
  except: string;
  onReplace: (start: number, end: number, text: string) => void;
}) {
  const ledger = useLedger();
  const { me } = useScope();
  const nameOf = useMemberName();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<{ of: string; passages: SamePassage<TextSource>[] } | undefined>(
    undefined,
  );
  const asked = useRef(0);
  const look = async () => {
    setBusy(true);
    const turn = ++asked.current;
    try {
      const passages = await samePassages(props.text, textSources(ledger, me, props.except));
      if (turn === asked.current) setFound({ of: props.text, passages });
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const nameOfSource = ({ kind, title, on, member }: TextSource): string =>
    [
      title ? `《${title}》` : t('reflection.untitled'),
      on,
      kind === 'reflection' &&
        t('reflection.ofWhom', { name: member ? nameOf(member) : t('reflection.own') }),
      kind === 'meeting' && t('reflection.ofMinutes'),
    ]
      .filter(Boolean)
      .join(' · ');
  const cite = (passage: SamePassage<TextSource>, source: TextSource) => {
    const text = t('reflection.citation', {
      text: passage.text.replace(/^[“「]|[”」]$/gu, ''),
      title: source.title || t('reflection.title'),
      from: source.from || source.on || t('reflection.ofMinutes'),
    });
    props.onReplace(passage.start, passage.end, text);
    setFound(undefined);
  };
  // Places hold for the text that was looked through, and for no later one.
  const current = found?.of === props.text ? found.passages : undefined;
  return (
    <Section title={t('reflection.same')} remark={t('reflection.sameOnlyYou')}>
      <div class="flex flex-wrap items-center gap-3">
        <Button
          small
          busy={busy}
          disabled={props.text.trim().length < SHORTEST}
          action="same-text"
          onClick={() => void look()}
        >
          {t('reflection.sameLook')}
        </Button>
        {current && (
          <span class="text-meta text-ink-2" role="status">
            {current.length ? t('reflection.sameCount', { count: current.length }) : t('reflection.sameNone')}
          </span>
        )}
      </div>
      {current && current.length > 0 && (
        <Card>
          {current.slice(0, MOST).map((passage) => (
            <div key={passage.start} class="space-y-1 px-3 py-2.5" data-part="same">
              <p class="break-words">
                {passage.text.length > 160 ? `${passage.text.slice(0, 160)}…` : passage.text}
              </p>
              <ul class="text-meta text-ink-2">
                {passage.sources.slice(0, 5).map((source) => (
                  <li key={source.id}>
                    <Link to={routeOf(source)}>{nameOfSource(source)}</Link>
                  </li>
                ))}
              </ul>
              {passage.sources[0] && passage.sources[0].kind !== 'reflection' && (
                <Button small kind="quiet" onClick={() => cite(passage, passage.sources[0] as TextSource)}>
                  {t('reflection.cite')}
                </Button>
              )}
            </div>
          ))}
        </Card>
      )}
      <p class="text-meta text-ink-3">{t('reflection.sameHint', { count: SHORTEST })}</p>
    </Section>
  );
}
