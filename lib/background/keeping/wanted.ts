import type { Authorize } from '../filling/authorize';
import type { OpenPages } from '../pages/open-pages';
import type { Notes } from '../world/notes';

/** Ids of connections whose tokens somebody waits for, now. */
export interface Wanted {
  /** An open page holds its token. */
  readonly held: ReadonlySet<string>;
  /** That, or a page that its user keeps authorized would be filled with it at its next load. */
  readonly all: ReadonlySet<string>;
}

/** What tokens are renewed for ahead of time: every other one is obtained when it is used. */
export function createWanted(parts: { authorize: Authorize; notes: Notes; open: OpenPages }) {
  const { authorize, notes, open } = parts;

  return async (): Promise<Wanted> => {
    const held = (await open.fills()).map(({ record }) => record.connectionId);
    const kept = await Promise.all(
      (await notes.keptPages()).map(({ origin, top }) => authorize.choiceFor(origin, top)),
    );
    return { held: new Set(held), all: new Set([...held, ...kept.flatMap((choice) => choice?.id ?? [])]) };
  };
}
