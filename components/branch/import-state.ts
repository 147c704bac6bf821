import { useRef, useState } from 'preact/hooks';
import {
  guessColumns,
  recallColumns,
  rememberColumns,
  type RosterMapping,
} from '../../lib/branch/roster-columns';
import { type ImportPlan, planImport, type RowDecision } from '../../lib/branch/roster-import';
import { parsePasted, readSheet, type SheetFile } from '../../lib/exchange/sheet-read';
import type { Ledger } from '../../lib/ledger';
import type { Member } from '../../lib/records';
import { asFault, type Fault } from '../../lib/records/fault';

/** Long work that is going on, with how far it has come. */
export interface Work {
  step: 'load' | 'parse' | 'rows' | 'plan';
  done: number;
  total: number;
}

/** A table that was read, with what its columns are taken for. */
export interface Source {
  file: SheetFile;
  name: string;
  sheet: number;
  mapping: RosterMapping;
}

export interface ImportState {
  source?: Source;
  plan?: ImportPlan;
  work?: Work;
  fault?: Fault;
  category: Member['category'] | '';
  decisions: ReadonlyMap<number, RowDecision>;
  /** Reads a file, or pasted text. */
  open: (input: File | string) => Promise<void>;
  cancel: () => void;
  chooseSheet: (sheet: number) => Promise<void>;
  setMapping: (mapping: RosterMapping) => void;
  setCategory: (category: Member['category'] | '') => void;
  makePlan: () => Promise<void>;
  decide: (row: number, decision: RowDecision | undefined) => Promise<void>;
  toColumns: () => void;
  reset: () => void;
}

/** The steps of an import: file or paste → columns → dry run. Nothing is written before the plan is applied. */
export function useImport(ledger: Ledger, today: string): ImportState {
  const [source, setSource] = useState<Source | undefined>(undefined);
  const [plan, setPlan] = useState<ImportPlan | undefined>(undefined);
  const [work, setWork] = useState<Work | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [category, setCategory] = useState<Member['category'] | ''>('');
  const [decisions, setDecisions] = useState<ReadonlyMap<number, RowDecision>>(new Map());
  const running = useRef<AbortController | undefined>(undefined);

  /** Runs work that can be cancelled; the newest work wins. */
  const during = async (first: Work, run: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setFault(undefined);
    setWork(first);
    try {
      await run(control.signal);
    } catch (thrown) {
      if (!control.signal.aborted) setFault(asFault(thrown));
    } finally {
      if (running.current === control) setWork(undefined);
    }
  };

  const use = async (file: SheetFile, name: string, sheet: number): Promise<void> => {
    const mapping = await recallColumns(ledger, guessColumns(file.sheets[sheet]?.rows ?? []));
    setSource({ file, name, sheet, mapping });
    setPlan(undefined);
    setDecisions(new Map());
  };

  const runPlan = (chosen: ReadonlyMap<number, RowDecision>, using: Source): Promise<void> =>
    during(
      { step: 'plan', done: 0, total: using.file.sheets[using.sheet]?.rows.length ?? 0 },
      async (signal) => {
        const rows = using.file.sheets[using.sheet]?.rows ?? [];
        const next = await planImport(ledger, { rows }, using.mapping, {
          today,
          decisions: chosen,
          signal,
          ...(category ? { category } : {}),
          onProgress: (done, total) => setWork({ step: 'plan', done, total }),
        });
        setPlan(next);
      },
    );

  return {
    source,
    plan,
    work,
    fault,
    category,
    decisions,
    open: (input) =>
      during({ step: 'load', done: 0, total: 0 }, async (signal) => {
        const pasted = typeof input === 'string';
        const file = pasted
          ? await parsePasted(input)
          : await readSheet(input, input.name, {
              signal,
              onProgress: (step, done, total) => setWork({ step, done, total }),
            });
        signal.throwIfAborted();
        await use(file, pasted ? '' : input.name, bestSheet(file));
      }),
    cancel: () => {
      running.current?.abort();
      setWork(undefined);
    },
    chooseSheet: async (sheet) => {
      if (source) await use(source.file, source.name, sheet);
    },
    setMapping: (mapping) => {
      if (source) setSource({ ...source, mapping });
    },
    setCategory,
    makePlan: async () => {
      if (!source) return;
      await rememberColumns(ledger, source.mapping);
      setDecisions(new Map());
      await runPlan(new Map(), source);
    },
    decide: async (row, decision) => {
      if (!source) return;
      const next = new Map(decisions);
      if (decision) next.set(row, decision);
      else next.delete(row);
      setDecisions(next);
      await runPlan(next, source);
    },
    toColumns: () => {
      setPlan(undefined);
      setFault(undefined);
    },
    reset: () => {
      running.current?.abort();
      setSource(undefined);
      setPlan(undefined);
      setFault(undefined);
    },
  };
}

/** The first sheet in which headings of a roster are found, visible ones first. */
function bestSheet(file: SheetFile): number {
  const order = file.sheets
    .map((_, index) => index)
    .sort((a, b) => Number(file.sheets[a]?.hidden) - Number(file.sheets[b]?.hidden));
  const withNames = order.find((index) =>
    guessColumns((file.sheets[index]?.rows ?? []).slice(0, 60)).columns.some(
      (column) => column.target === 'name',
    ),
  );
  return withNames ?? order[0] ?? 0;
}
