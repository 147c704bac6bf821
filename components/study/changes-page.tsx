import { useEffect, useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { countDiff, type DiffPart, diffParagraphs, type Piece } from '../../lib/study/read/text-diff';
import { paragraphsOf } from '../../lib/study/read/text-map';
import {
  CLIP_FACTS,
  type ClipVersion,
  clipVersions,
  sameText,
  versionBody,
} from '../../lib/study/clip/versions';
import {
  Card,
  EmptyState,
  FaultNote,
  Link,
  Page,
  Row,
  Section,
  SelectField,
  useLedger,
  useLive,
} from '../ui';
import { readHtml } from './use-clip-text';
import './reader.css';

/** Unchanged paragraphs that are shown before and after a change; what lies further away is folded. */
const AROUND = 1;

/** 与上次剪藏相比: what the page of a clip says now and did not say before, and the other way round. */
export function ClipChangesPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const found = useLive(async () => {
    const clip = await ledger.get('clip', id);
    return { clip, versions: clip ? await clipVersions(ledger, clip) : [] };
  }, [id]);
  const [chosen, setChosen] = useState(0);
  if (!found) return null;
  const { clip, versions } = found;
  const now = versions[chosen];
  const before = versions[chosen + 1];
  return (
    <Page title={t('reader.changesTitle')} back={`/study/clip/${id}`}>
      {clip && (
        <p class="text-title font-semibold break-words">
          <Link to={`/study/clip/${id}`}>{clip.fields.title}</Link>
        </p>
      )}
      {versions.length > 2 && (
        <SelectField
          label={t('reader.whichChange')}
          value={String(chosen)}
          options={versions.slice(0, -1).map((version, index) => ({
            value: String(index),
            label: span(versions[index + 1] as ClipVersion, version),
          }))}
          onChange={(value) => setChosen(Number(value ?? 0))}
        />
      )}
      {clip && now && before ? (
        <Comparison key={now.h} before={before} now={now} />
      ) : (
        <EmptyState title={t('reader.noChanges')}>{t('reader.noChangesHint')}</EmptyState>
      )}
    </Page>
  );
}

const when = ({ at }: ClipVersion): string =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
const span = (before: ClipVersion, now: ClipVersion): string =>
  t('reader.span', { before: when(before), now: when(now) });

function Comparison({ before, now }: { before: ClipVersion; now: ClipVersion }) {
  const ledger = useLedger();
  const [parts, setParts] = useState<DiffPart[] | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  useEffect(() => {
    let alive = true;
    const read = async (version: ClipVersion) =>
      paragraphsOf((await readHtml(await versionBody(ledger, version))).map);
    Promise.all([read(before), read(now)]).then(
      ([old, present]) => alive && setParts(diffParagraphs(old, present)),
      (thrown: unknown) => alive && setFault(asFault(thrown)),
    );
    return () => {
      alive = false;
    };
  }, [ledger, before.h, now.h]);
  const facts = CLIP_FACTS.filter((fact) => before.facts[fact] !== now.facts[fact]);
  const counts = parts && countDiff(parts);
  return (
    <>
      <p class="text-meta text-ink-2">{span(before, now)}</p>
      {facts.length > 0 && (
        <Section title={t('reader.factsChanged')}>
          <Card>
            {facts.map((fact) => (
              <Row
                key={fact}
                title={tDynamic(`reader.fact.${fact}`)}
                meta={
                  <span class="diff block space-y-0.5">
                    <Was text={before.facts[fact]} />
                    <Is text={now.facts[fact]} />
                  </span>
                }
              />
            ))}
          </Card>
        </Section>
      )}
      {fault && <FaultNote fault={fault} />}
      {counts && (
        <Section
          title={t('study.text')}
          remark={
            sameText(before, now) || !(counts.added + counts.removed + counts.changed)
              ? t('reader.textSame')
              : t('reader.counts', counts)
          }
        >
          <div class="border-line bg-card rounded-card diff reader space-y-2 border p-3.5">
            {parts.map((part, index) => (
              <Part key={index} part={part} isFirst={index === 0} isLast={index === parts.length - 1} />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

const Was = ({ text }: { text: string | undefined }) => (
  <span class="block">
    <Sign kind="removed" /> {text ? <del>{text}</del> : t('reader.nothing')}
  </span>
);
const Is = ({ text }: { text: string | undefined }) => (
  <span class="block">
    <Sign kind="added" /> {text ? <ins>{text}</ins> : t('reader.nothing')}
  </span>
);

/** 原 / 新, 删 / 增, as a word in a frame: the first thing that is read of a change. */
const Sign = ({ kind }: { kind: 'added' | 'removed' }) => (
  <span class="text-meta border-line-strong mr-1 inline-block rounded border px-1 font-semibold">
    {t(kind === 'added' ? 'reader.added' : 'reader.removedSign')}
  </span>
);

function Part({ part, isFirst, isLast }: { part: DiffPart; isFirst: boolean; isLast: boolean }) {
  if (part.kind === 'same') return <Same paragraphs={part.paragraphs} isFirst={isFirst} isLast={isLast} />;
  if (part.kind === 'changed') return <Changed pieces={part.pieces} />;
  return (
    <p class={FRAME[part.kind]}>
      <Sign kind={part.kind} />
      {part.kind === 'added' ? <ins>{part.text}</ins> : <del>{part.text}</del>}
    </p>
  );
}

const FRAME = {
  added: 'border-ok border-l-4 pl-2.5',
  removed: 'border-line-strong border-l-4 border-dashed pl-2.5',
};

function Same(props: { paragraphs: readonly string[]; isFirst: boolean; isLast: boolean }) {
  const { paragraphs } = props;
  const head = props.isFirst ? 0 : AROUND;
  const tail = props.isLast ? 0 : AROUND;
  const folded = paragraphs.slice(head, paragraphs.length - tail);
  const list = (texts: readonly string[]) => texts.map((text, index) => <p key={index}>{text}</p>);
  if (paragraphs.length <= head + tail + 1 && !(props.isFirst && props.isLast))
    return <>{list(paragraphs)}</>;
  return (
    <>
      {list(paragraphs.slice(0, head))}
      <details>
        <summary class="text-meta text-ink-2 cursor-pointer py-1">
          {t('reader.unchanged', { count: folded.length })}
        </summary>
        {list(folded)}
      </details>
      {list(paragraphs.slice(paragraphs.length - tail))}
    </>
  );
}

/** A paragraph that was edited: old sentences stand before the new ones in their place. */
const Changed = ({ pieces }: { pieces: readonly Piece[] }) => (
  <p class="border-due border-l-4 pl-2.5">
    {pieces.map((piece, index) =>
      piece.kind === 'same' ? (
        <span key={index}>{piece.text}</span>
      ) : (
        <span key={index}>
          {' '}
          <Sign kind={piece.kind} />
          {piece.kind === 'added' ? (
            <ins>
              <Core piece={piece} />
            </ins>
          ) : (
            <del>
              <Core piece={piece} />
            </del>
          )}{' '}
        </span>
      ),
    )}
  </p>
);

function Core({ piece: { text, core } }: { piece: Piece }) {
  if (!core || core[0] === core[1] || core[1] - core[0] === text.length) return <>{text}</>;
  return (
    <>
      {text.slice(0, core[0])}
      <strong>{text.slice(core[0], core[1])}</strong>
      {text.slice(core[1])}
    </>
  );
}
