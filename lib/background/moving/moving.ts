import { reachOf } from '../../definitions/addresses';
import { senseProblems } from '../../definitions/sense';
import type { Connection, Secrets } from '../../domain/connection';
import { TokenfillError } from '../../domain/errors';
import { jsonOf } from '../../domain/json';
import type { ArrivalOutcome, ArrivalView } from '../../domain/moving';
import { tokenOrigins } from '../../provider/addresses';
import { ProviderDefinition } from '../../provider/definition';
import { isOwn } from '../../provider/own';
import { findMethod } from '../../provider/registry';
import { openFile, sealFile } from '../../vault/moving-file';
import { ConnectionRecord, parse, SecretsRecord } from '../../vault/records';
import { revised } from '../../vault/revised';
import { tryPassphrase } from '../../vault/tries';
import { z } from '../../zod';
import { allOrNothing, type Undo } from '../world/all-or-nothing';
import { areasOf } from '../world/areas';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';

/** What its user has said to what was found in a file. */
interface Answers {
  /** Ids of connections here that the file's shall stand for. */
  readonly replace: readonly string[];
  readonly confirmed: readonly string[];
}

/** Connections at most, in one file. */
const MOST = 1_000;

const Content = z.strictObject({
  connections: z
    .array(z.strictObject({ connection: ConnectionRecord, secrets: z.optional(SecretsRecord) }))
    .check(z.maxLength(MOST)),
  definitions: z.array(ProviderDefinition).check(z.maxLength(MOST)),
});
type Content = z.infer<typeof Content>;
type Arriving = Content['connections'][number];

/**
 * Connections with their secrets and own definitions as a file under a passphrase of its own, and back. Tokens stay: they can
 * be asked for again, and what cannot (a pasted or created token) is a secret.
 *
 * @see docs/decisions/0049-moving-connections.md
 */
export function createMoving({ vault, definitions, providers, browser, lock, now }: World, notes: Notes) {
  const { session } = areasOf(browser);

  /** @throws TokenfillError `locked`, `input_invalid`, `file_too_large` */
  const pack = async (passphrase: string): Promise<string> => {
    const connections: Arriving[] = [];
    for (const { id } of await vault.list()) {
      const entry = await vault.read(id);
      if (entry?.locked) throw new TokenfillError('locked');
      if (entry) connections.push({ connection: entry.connection, ...(entry.secrets && { secrets: entry.secrets }) });
    }
    // What is sealed here must open there.
    if (Math.max(connections.length, definitions.own().length) > MOST) throw new TokenfillError('file_too_large');
    const content: Content = { connections, definitions: [...definitions.own()] };
    return sealFile(passphrase, JSON.stringify(content));
  };

  const unpack = async (file: string, passphrase: string): Promise<Content> => {
    const open = () => openFile(passphrase, file);
    // One at a time: many at once would all be the first wrong one.
    const text = await lock('moving-file', () => tryPassphrase({ session, now }, open, 'file'));
    const content = parse(Content, jsonOf(text));
    if (!content?.definitions.every(isOwn)) throw new TokenfillError('file_damaged');
    // Of two with the same id one would be looked at, and the other stored.
    const ids = content.connections.map(({ connection }) => connection.id);
    if (isTwice(ids) || isTwice(content.definitions.map(({ id }) => id))) throw new TokenfillError('file_damaged');
    return content;
  };

  const providerIn = ({ definitions: arriving }: Content, id: string) =>
    providers().find((known) => known.id === id) ?? arriving.find((candidate) => candidate.id === id);

  const view = (content: Content, { connection }: Arriving, here: ReadonlySet<string>): ArrivalView => {
    const provider = providerIn(content, connection.providerId);
    const method = findMethod(provider, connection.methodId);
    const given = content.definitions.find(({ id }) => id === connection.providerId);
    const coming = given && !isKnown(given.id) ? given : undefined;
    const standing = here.has(connection.id) ? 'here' : 'new';
    const refused = coming && senseProblems(coming).length > 0;
    const hosts = provider && method ? tokenOrigins(provider, method, connection) : [];
    const reach = coming ? reachOf(coming) : { origins: [], inside: [] };
    return {
      id: connection.id,
      label: connection.label,
      providerName: provider?.name ?? connection.providerId,
      hosts,
      pages: connection.origins,
      standing: !method ? 'unknown' : given && !isSame(given) ? 'differs' : refused ? 'refused' : standing,
      further: reach.origins.filter((origin) => !hosts.includes(origin)),
      inside: reach.inside,
    };
  };
  const isKnown = (definitionId: string) => definitions.own().some(({ id }) => id === definitionId);
  /** Not stored here under another content. */
  const isSame = (given: ProviderDefinition) => {
    const stored = definitions.own().find(({ id }) => id === given.id);
    return stored === undefined || JSON.stringify(stored) === JSON.stringify(given);
  };

  const look = async (content: Content) => {
    const here = new Set((await vault.list()).map(({ id }) => id));
    return content.connections.map((arriving) => ({ arriving, view: view(content, arriving, here) }));
  };

  const takeAll = (content: Content, chosen: readonly Arriving[]): Promise<void> => {
    const needed = new Set(chosen.map(({ connection }) => connection.providerId));
    const coming = content.definitions.filter(({ id }) => needed.has(id) && !isKnown(id));
    return allOrNothing([
      ...coming.map((definition) => async () => {
        await definitions.write(definition);
        return () => definitions.remove(definition.id);
      }),
      ...chosen.map(({ connection, secrets }) => taking(connection, secrets)),
    ]);
  };

  const taking = (connection: Connection, secrets: Secrets | undefined) => async (): Promise<Undo> => {
    const before = await vault.read(connection.id);
    const rev = (before?.connection.rev ?? 0) + 1;
    // Servers that were confirmed elsewhere are on no list here: each is asked about again when a page calls it.
    await vault.write({ connection: { ...connection, rev, servers: [] }, secrets: secrets ?? {} });
    return () => (before ? vault.write(revised(before, rev + 1)) : vault.remove(connection.id));
  };

  return {
    pack,
    /** What a file holds. Stores nothing. @throws as `openFile`, `unlock_wait` after wrong passphrases in a row */
    list: async (file: string, passphrase: string): Promise<readonly ArrivalView[]> =>
      (await look(await unpack(file, passphrase))).map((arrival) => arrival.view),

    /**
     * Takes what is not here, and those of `replace` that are. Own definitions that come along are as hostile as imported ones:
     * private addresses must have been `confirmed` by name.
     * @throws TokenfillError `definition_private_address` with the addresses; as `openFile` and `Vault.write`
     */
    take: async (file: string, passphrase: string, { replace, confirmed }: Answers): Promise<ArrivalOutcome> => {
      const content = await unpack(file, passphrase);
      const wanted = ({ standing, id }: ArrivalView) =>
        standing === 'new' || (standing === 'here' && replace.includes(id));
      const chosen = (await look(content)).filter((arrival) => wanted(arrival.view));
      const inside = new Set(chosen.flatMap((arrival) => arrival.view.inside));
      const open = [...inside].filter((origin) => !confirmed.includes(origin));
      if (open.length > 0) throw new TokenfillError('definition_private_address', { detail: open.join(' ') });
      await takeAll(
        content,
        chosen.map(({ arriving }) => arriving),
      );
      await notes.changed();
      return { taken: chosen.length, hosts: [...new Set(chosen.flatMap((arrival) => arrival.view.hosts))] };
    },
  };
}

function isTwice(ids: readonly string[]): boolean {
  return new Set(ids).size < ids.length;
}
