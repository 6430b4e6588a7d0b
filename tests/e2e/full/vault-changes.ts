import { anySiteDraft } from '../security/drafts';
import type { Chance } from './chance';

/** Changes of the vault, each with what is so when it has happened. */

/** What must be stored, as far as the background has said so; and the one change that was under way at the kill. */
export interface Known {
  /** By connection id: its token, then the servers that were allowed. */
  readonly tokens: Map<string, string>;
  mode: 'passphrase' | 'device';
  passphrase: string;
  underWay?: Change | undefined;
}

export interface Change {
  readonly name: string;
  readonly type: string;
  readonly request: object;
  /** What is so when it has happened. */
  readonly happened: (known: Known) => void;
}

const add = (at: number): Change => {
  const token = `made-up-token-${at}`;
  const draft = anySiteDraft('https://docs.example.test', token);
  return {
    name: 'add',
    type: 'saveConnection',
    request: { draft },
    happened: ({ tokens }) => tokens.set(draft.id, token),
  };
};
const remove = ({ tokens }: Known, oneOf: Chance['oneOf']): Change => {
  const connectionId = oneOf([...tokens.keys()]);
  const happened = (known: Known) => void known.tokens.delete(connectionId);
  return { name: 'remove', type: 'removeConnection', request: { connectionId }, happened };
};
const edit = ({ tokens }: Known, at: number, oneOf: Chance['oneOf']): Change => {
  const connectionId = oneOf([...tokens.keys()]);
  const server = `https://s${at}.example.test`;
  const happened = (known: Known) => {
    known.tokens.set(connectionId, `${known.tokens.get(connectionId)} ${server}`);
  };
  return { name: 'edit', type: 'allowServer', request: { connectionId, server }, happened };
};
const changeMode = ({ mode }: Known, at: number): Change => {
  const passphrase = `made-up passphrase number ${at}`;
  const choose = mode === 'device' ? { mode: 'passphrase' as const, passphrase } : { mode: 'device' as const };
  const happened = (known: Known) => void Object.assign(known, { passphrase, mode: choose.mode });
  return { name: `mode ${choose.mode}`, type: 'changeMode', request: { choose }, happened };
};
const changePassphrase = (known: Known, at: number): Change => {
  const next = `made-up passphrase number ${at}`;
  const request = { old: known.passphrase, next };
  const happened = (after: Known) => void Object.assign(after, { passphrase: next });
  return { name: 'passphrase', type: 'changePassphrase', request, happened };
};

/** Half of the rounds make quick changes only: a kill falls between two writes then, not on a key derivation. */
export type Pace = 'quick' | 'any';

export function nextChange(known: Known, at: number, pace: Pace, oneOf: Chance['oneOf']): Change {
  if (known.tokens.size < 3) return add(at);
  if (pace === 'quick') return oneOf([add, () => remove(known, oneOf), () => edit(known, at, oneOf)])(at);
  const heavy = known.mode === 'passphrase' ? changePassphrase : changeMode;
  return oneOf([
    () => add(at),
    () => remove(known, oneOf),
    () => edit(known, at, oneOf),
    () => changeMode(known, at),
    () => heavy(known, at),
  ])();
}
