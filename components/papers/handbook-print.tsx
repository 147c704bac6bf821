import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { BookHead, BookNode } from '../../lib/exchange/word/book-model';
import { printStyles } from '../../lib/exchange/print';
import { handbook } from '../../lib/papers/handbook';
import { asFault, Fault } from '../../lib/records/fault';
import { dateParts } from '../../lib/rules/calendar';
import { Button, FaultNote, goBack, Progress, useLedger, useQuery, useToday } from '../ui';
import { PaperSection } from '../ui/paper-section';
import { useExportAllowed, useReader } from './hooks';

interface Drawn {
  head: BookHead;
  nodes: BookNode[];
}

/** 支部工作手册 for the printer, from which a PDF is made too. */
export function PrintHandbookPage() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const { role, me } = useReader();
  const allowed = useExportAllowed();
  const penalties = role === 'secretary' && query.get('penalties') === '1';
  const year = Number(query.get('year')) || dateParts(today).year;
  const [drawn, setDrawn] = useState<Drawn | undefined>(undefined);
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const printed = useRef(false);
  useEffect(() => {
    const control = new AbortController();
    const read = async (): Promise<void> => {
      const onProgress = (done: number, total: number) => setProgress({ done, total });
      const book = await handbook(ledger, {
        year,
        today,
        reader: { role, me },
        penalties,
        signal: control.signal,
        onProgress,
      });
      const nodes: BookNode[] = [];
      for await (const piece of book.pieces()) nodes.push(...piece);
      setDrawn({ head: book.head, nodes });
    };
    read().catch((thrown: unknown) => !control.signal.aborted && setFault(asFault(thrown)));
    return () => control.abort();
  }, [ledger, year, today, role, me, penalties]);
  const ready = drawn !== undefined && allowed;
  useEffect(() => {
    if (!ready || printed.current || query.get('now') !== '1') return;
    printed.current = true;
    void document.fonts.ready.then(() => requestAnimationFrame(() => window.print()));
  }, [ready]);
  return (
    <div>
      <style>{printStyles('portrait')}</style>
      <style>
        {
          '.paper-sheet h1.paper-chapter { break-before: page; } .paper-cover { text-align: center; padding-top: 60mm; break-after: page; } .paper-cover .paper-sign { margin: 40mm 35mm 0; }'
        }
      </style>
      <div class="no-print border-line bg-paper sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b px-3 py-2">
        <Button icon="back" onClick={() => goBack('/papers/handbook')}>
          {t('common.back')}
        </Button>
        <span class="text-meta text-ink-3 flex-1">{t('papers.hb.printHint')}</span>
        <Button kind="primary" icon="print" disabled={!ready} onClick={() => window.print()}>
          {t('exchange.print')}
        </Button>
      </div>
      {!allowed || fault ? (
        <div class="p-4">
          <FaultNote fault={fault ?? new Fault('E423')} />
        </div>
      ) : drawn ? (
        <Paper {...drawn} />
      ) : (
        <div class="no-print p-4">
          <Progress {...progress} label={t('papers.hb.making')} />
        </div>
      )}
    </div>
  );
}

function Paper({ head, nodes }: Drawn) {
  return (
    <article class="paper-sheet">
      <div class="paper-cover">
        <h1>{head.title}</h1>
        <p>{head.branch}</p>
        {head.under.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <div class="paper-sign">
          {head.signatures.map((label) => (
            <span key={label}>
              {label}
              <i />
            </span>
          ))}
        </div>
      </div>
      <h2>{head.contentsTitle}</h2>
      {head.contents
        .filter(({ level }) => level === 1)
        .map(({ title, anchor }) => (
          <div key={anchor}>{title}</div>
        ))}
      {nodes.map((node, index) => (
        <Node key={index} node={node} />
      ))}
    </article>
  );
}

function Node({ node }: { node: BookNode }) {
  switch (node.kind) {
    case 'heading':
      return node.level === 1 ? (
        <h1 class="paper-chapter">{node.title}</h1>
      ) : (
        <h2>
          {node.title}
          {node.mark && `　【${node.mark}】`}
        </h2>
      );
    case 'note':
      return <p class="paper-text">{node.text}</p>;
    case 'section':
      return (
        <>
          {node.titled !== false && <h2>{node.section.heading}</h2>}
          <PaperSection section={node.section} />
        </>
      );
    case 'closing':
      return (
        <div class="paper-closing">
          {node.lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
      );
  }
}
