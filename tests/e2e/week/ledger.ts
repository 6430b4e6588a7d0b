import { renewalMargin } from '../../../lib/domain/token';

/** What the week counts, and what of it there must be none of. */
export interface Counts {
  executes: number;
  /** Execute answered 401 where the page could not know yet that its token had ended on the server. */
  toldByApi: number;
  /** 401 where the token should have been good, or once more after the page had recovered. */
  seenByUser: number;
  /** The API itself was down. */
  whileDown: number;
  tokenRequests: number;
  needed: number;
  unneeded: number;
  /** Token requests that a provider in trouble answered with 5xx. */
  refusedWhileDown: number;
  created: number;
  pastes: number;
  unlocks: number;
  prompts: number;
  restarts: number;
}

/** What a connection holds, as the provider's answers said. */
interface Held {
  /** ms since 1970. */
  readonly at: number;
  /** ms. */
  readonly lifetime: number;
}

/** One answered token request, as the providers' log and state tell. */
export interface TokenAnswer extends Held {
  readonly host: string;
  readonly status: number;
}

/** A connection that a step's pages used, and the host that its tokens come from. */
export interface Used {
  readonly id: string;
  readonly host: string;
}

/**
 * The books of the week. A token request is *needed* when its connection has no token in this browser session, or one within
 * the margin at which it is replaced (`renewalMargin`), or one that the API has refused. Every other one is one too many.
 */
export function createLedger() {
  const counts: Counts = {
    executes: 0,
    toldByApi: 0,
    seenByUser: 0,
    whileDown: 0,
    tokenRequests: 0,
    needed: 0,
    unneeded: 0,
    refusedWhileDown: 0,
    created: 0,
    pastes: 0,
    unlocks: 0,
    prompts: 0,
    restarts: 0,
  };
  const troubles: string[] = [];
  const held = new Map<string, Held>();
  const refused = new Set<string>();

  const wants = (id: string, at: number): boolean => {
    const token = held.get(id);
    return !token || refused.has(id) || at >= token.at + token.lifetime - renewalMargin(token.lifetime);
  };

  return {
    counts,
    troubles,
    /** Something that there must be none of. */
    trouble: (what: string) => void troubles.push(what),
    wants,
    /** What a connection got on the first day. */
    adopt: (id: string, token: Held) => void held.set(id, token),
    /** When the youngest of these connections' tokens was given, ms since 1970; 0 when there is none. */
    youngest: (ids: readonly string[]) => Math.max(0, ...ids.map((id) => held.get(id)?.at ?? 0)),
    /** The API has refused what this connection holds. */
    refuse: (id: string) => void refused.add(id),
    /** Access tokens end with the browser. */
    restart: () => {
      held.clear();
      refused.clear();
    },
    /** Books the token requests of one step to the connections that its pages used. `wanted`: those in need at its start. */
    book: (step: string, used: readonly Used[], wanted: ReadonlySet<string>, answers: readonly TokenAnswer[]) => {
      for (const host of new Set(answers.map((answer) => answer.host))) {
        const mine = answers.filter((answer) => answer.host === host);
        const good = mine.filter(({ status }) => status === 200);
        const needing = used.filter(
          ({ id, host: from }) => from === host && (wanted.has(id) || refused.has(id) || wants(id, Date.now())),
        );
        const tooMany = Math.max(0, good.length - needing.length);
        counts.tokenRequests += good.length;
        counts.needed += good.length - tooMany;
        counts.unneeded += tooMany;
        if (tooMany > 0) troubles.push(`${step}: ${tooMany} token requests to ${host} more than needed`);
        counts.refusedWhileDown += mine.filter(({ status }) => status >= 500).length;
        for (const { id } of needing) {
          const answer = good.pop();
          if (!answer) continue;
          held.set(id, answer);
          refused.delete(id);
        }
      }
    },
  };
}
export type Ledger = ReturnType<typeof createLedger>;
