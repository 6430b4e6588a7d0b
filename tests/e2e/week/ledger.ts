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
  /** Connections that came to ask for a secret to be pasted anew. */
  pastes: number;
  /** Further things that came to stand under "needs you". */
  needs: number;
  /** Passphrases typed. */
  unlocks: number;
  /** Questions by the browser for a host. */
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

/** What the extension's own storage says of one connection's token in a step. */
export interface Stored {
  readonly id: string;
  /** The host that its tokens come from. */
  readonly host: string;
  /** When the token that it had before the step, and has after it, was obtained, ms since 1970. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Whether a page holds it after the step. */
  readonly used: 'yes' | 'no';
}

/**
 * The books of the week. A token request is *needed* when a page ends up with its connection, and that has no token in this
 * browser session, or one within the margin at which it is replaced (`renewalMargin`), or one that the API has refused. Every
 * other one is one too many.
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
    needs: 0,
    unlocks: 0,
    prompts: 0,
    restarts: 0,
  };
  const troubles: string[] = [];
  const held = new Map<string, Held>();
  const refused = new Set<string>();

  const isDue = (id: string, at: number): boolean => {
    const token = held.get(id);
    return !token || refused.has(id) || at >= token.at + token.lifetime - renewalMargin(token.lifetime);
  };

  return {
    counts,
    troubles,
    /** Something that there must be none of. */
    trouble: (what: string) => void troubles.push(what),
    isDue,
    /** What a connection got on the first day. */
    adopt: (id: string, token: Held) => void held.set(id, token),
    /** The API has refused what this connection holds. */
    refuse: (id: string) => void refused.add(id),
    /** Access tokens end with the browser. */
    restart: () => {
      held.clear();
      refused.clear();
    },
    /**
     * Books the token requests of one step to connections. Which request was whose, the extension's own storage says: two of
     * the week's connections may have one host, and Port even gives both the same token.
     */
    book: (step: string, stored: readonly Stored[], answers: readonly TokenAnswer[]) => {
      const good = answers.filter(({ status }) => status === 200);
      counts.tokenRequests += good.length;
      counts.refusedWhileDown += answers.filter(({ status }) => status >= 500).length;
      const renewed = stored.filter(({ before, after }) => after !== undefined && after !== before);
      for (const answer of good) {
        const here = renewed.filter(({ host }) => host === answer.host);
        // The last answer before which a token was asked for is that token's; an earlier one was replaced within the step.
        const exact = here.find(({ after = 0 }) => isAnswerTo(after, answer, good));
        const owner = exact ?? here.find(({ id, used }) => used === 'yes' && isDue(id, answer.at));
        if (owner?.used === 'yes' && isDue(owner.id, answer.at)) counts.needed += 1;
        else {
          counts.unneeded += 1;
          troubles.push(`${step}: a token request to ${answer.host} more than needed`);
        }
        if (!owner) continue;
        held.set(owner.id, { at: exact?.after ?? answer.at, lifetime: answer.lifetime });
        refused.delete(owner.id);
      }
    },
  };
}
export type Ledger = ReturnType<typeof createLedger>;

/** The first answer of that host after the extension began to ask. */
function isAnswerTo(askedAt: number, answer: TokenAnswer, all: readonly TokenAnswer[]): boolean {
  const after = all.filter(({ host, at }) => host === answer.host && at >= askedAt);
  return after[0] === answer;
}
