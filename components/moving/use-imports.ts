import { useState } from 'preact/hooks';
import type { CandidateView, ChosenCandidate, ImportsView } from '../../lib/domain/imports';
import type { GivenFile } from './given-files';

/** What the user says about the candidates. */
export interface ImportChoices {
  /** Ids of candidates that shall come along. */
  readonly wanted: readonly string[];
  readonly typed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Ids of candidates whose server may be asked without https. */
  readonly allowHttp: readonly string[];
  /** Private addresses that it said yes to. */
  readonly confirmed: readonly string[];
}

const NONE: ImportChoices = { wanted: [], typed: {}, allowHttp: [], confirmed: [] };

/** The files with what is in them. Their texts live here until they are taken or the screen is closed, and nowhere else. */
export function useImports() {
  const [files, setFiles] = useState<readonly GivenFile[]>([]);
  const [view, setView] = useState<ImportsView>();
  const [choices, setChoices] = useState(NONE);
  const chosen = (view?.candidates ?? []).filter(({ id }) => choices.wanted.includes(id));
  return {
    files,
    view,
    choices,
    chosen,
    change: (more: Partial<ImportChoices>) => setChoices((before) => ({ ...before, ...more })),
    /** New files beside those before; one of the same name takes its place. */
    add: (more: readonly GivenFile[]): readonly GivenFile[] => {
      const names = new Set(more.map(({ name }) => name));
      const all = [...files.filter(({ name }) => name === 'pasted' || !names.has(name)), ...more];
      setFiles(all);
      return all;
    },
    show: (next: ImportsView) => {
      setView(next);
      setChoices({ ...NONE, wanted: next.candidates.filter(isReady).map(({ id }) => id) });
    },
    forget: () => {
      setFiles([]);
      setView(undefined);
      setChoices(NONE);
    },
  };
}

/** Nothing to say, and nothing to think about. */
function isReady({ missing, inside, plainHttp, here }: CandidateView): boolean {
  return missing.length === 0 && inside.length === 0 && !plainHttp && !here;
}

/** What keeps the chosen ones from being taken: names of fields, as the screen has them. */
export function openFields(chosen: readonly CandidateView[], { typed }: ImportChoices): readonly string[] {
  return chosen.flatMap(({ id, missing }) =>
    missing.filter(({ name }) => (typed[id]?.[name] ?? '').trim() === '').map(({ name }) => `${id}-${name}`),
  );
}

export function orderOf(chosen: readonly CandidateView[], { typed, allowHttp }: ImportChoices): ChosenCandidate[] {
  return chosen.map(({ id }) => ({ id, inputs: { ...typed[id] }, allowHttp: allowHttp.includes(id) }));
}
