import type { Pair } from '../curl/curl-request';
import { isSecretName } from '../curl/secret';
import { LONGEST_ADDRESS, MOST_FOUND } from './bounds';
import type { Auth, FoundAuth, Sample, Skipped, SkipReason, Variable } from './found';
import { type LoginSource, loginOf } from './login';
import type { Read } from './read';

/** A collection, a folder or a request, whatever the tool calls it. */
export interface Node {
  readonly name: string;
  /** undefined: as the node around it. */
  readonly auth: Read | undefined;
  readonly variables: readonly Variable[];
  readonly request?: LoginSource | undefined;
  readonly children: readonly Node[];
}

/** The variables of the folders around; numbered, so that scopes compare at once. */
interface Scope {
  readonly number: number;
  /** The innermost first. */
  readonly lists: readonly (readonly Variable[])[];
}

/** Everything in a tree that gives or gets a token, each once, with a request that it is for. */
export function walk(root: Node): { readonly found: readonly FoundAuth[]; readonly skipped: readonly Skipped[] } {
  const found = new Map<string, FoundAuth>();
  const skipped = new Map<string, Skipped>();

  let scopes = 0;
  const within = ({ variables }: Node, outer: Scope): Scope => {
    if (variables.length === 0) return outer;
    scopes += 1;
    return { number: scopes, lists: [variables, ...outer.lists] };
  };
  const note = (where: readonly string[], why: SkipReason, what: string) => {
    const key = JSON.stringify([why, what]);
    if (!skipped.has(key)) skipped.set(key, { where: placeOf(where), why, what });
  };
  const take = (auth: Auth, where: readonly string[], scope: Scope, sample: Sample | undefined): string => {
    const key = `${scope.number} ${JSON.stringify(auth)}`;
    if (!found.has(key) && found.size >= MOST_FOUND) note(where, 'too_many', String(MOST_FOUND));
    else if (!found.has(key)) found.set(key, { where, auth, scopes: scope.lists, sample });
    return key;
  };
  const visit = (node: Node, around: readonly string[], outer: Scope, inherited: string | undefined) => {
    const where = [...around, node.name];
    const scope = within(node, outer);
    const { auth } = node;
    const isLong = (node.request?.url.length ?? 0) > LONGEST_ADDRESS;
    if (isLong && node.request?.method === 'POST') note(where, 'request', node.request.method);
    const request = isLong ? undefined : node.request;
    const login = request && loginOf(request, auth);
    if (login) take({ kind: 'login', request: login }, where, scope, undefined);
    if (auth?.kind === 'declined') note(where, auth.why, auth.what);
    const own = auth && auth.kind !== 'none' && auth.kind !== 'declined' && !login ? auth : undefined;
    const mine = own ? take(own, where, scope, request) : auth ? undefined : inherited;
    const known = mine === undefined ? undefined : found.get(mine);
    if (mine !== undefined && known && !known.sample && request) found.set(mine, { ...known, sample: request });
    const free = mine === undefined && auth?.kind !== 'declined' && !login;
    const written = request && free ? headerAuth(request) : undefined;
    if (written) take(written, where, scope, request);
    for (const child of node.children) visit(child, where, scope, mine);
  };
  visit(root, [], { number: 0, lists: [] }, undefined);
  return { found: [...found.values()], skipped: [...skipped.values()] };
}

/** A token that is written into a request's headers by hand. */
function headerAuth({ headers }: LoginSource): Auth | undefined {
  const wanted = ([name, value]: Pair) => value !== '' && isSecretName(name) && !/csrf|xsrf|cookie/i.test(name);
  const found = headers.find(wanted);
  return found && { kind: 'key', in: 'header', name: found[0], value: found[1] };
}

/** Names joined as a path for people. */
export function placeOf(where: readonly string[]): string {
  return where.join(' / ').slice(0, 200);
}
