import { TokenfillError } from '../../domain/errors';
import type { ChosenCandidate, ImportsView } from '../../domain/imports';
import type { ArrivalOutcome } from '../../domain/moving';
import { schemeAllowed } from '../../domain/origin';
import type { Candidate } from '../../imports/candidate';
import { candidatesOf } from '../../imports/candidates';
import { newDefinitions } from '../../imports/own-definition';
import { type ImportFile, readFiles } from '../../imports/read-files';
import type { ProviderDefinition } from '../../provider/definition';
import { isOwn } from '../../provider/own';
import { type Prepared, prepareDraft } from '../../provider/prepare';
import { allOrNothing } from '../world/all-or-nothing';
import type { Notes } from '../world/notes';
import type { World } from '../world/world';
import { hostsOf, insideOf, refusedDefinition, viewCandidate } from './imports-view';

/**
 * Connections out of files of other tools. The texts come with each question and are forgotten with its answer; what goes back names
 * secrets and shows none. Taking sends nothing and binds no page but those that a built-in provider's form binds, too.
 *
 * @see docs/decisions/0050-moving-in-from-other-tools.md
 */
export function createImports({ vault, definitions, managed, providers, now }: World, notes: Notes) {
  const read = (files: readonly ImportFile[]) => {
    const { collected, unread } = readFiles(files);
    // The user's own are not matched: a file must not put its secrets into another file's requests.
    const trusted = providers().filter((provider) => !isOwn(provider) || managed.defines(provider.id));
    const { candidates, skipped } = candidatesOf(collected, trusted);
    const refused = candidates.map(refusedDefinition);
    return {
      unread,
      candidates: candidates.filter((_, index) => !refused[index]),
      skipped: [...skipped, ...refused.filter((one) => one !== undefined)],
    };
  };

  const list = async (files: readonly ImportFile[]): Promise<ImportsView> => {
    const { candidates, skipped, unread } = read(files);
    const stored = await vault.list();
    return { candidates: candidates.map((one) => viewCandidate(one, stored)), skipped, unread };
  };

  /** @throws TokenfillError `definition_private_address`, `http_refused`, `inputs_missing`, `input_invalid` */
  const prepare = (candidate: Candidate, chosen: ChosenCandidate, confirmed: readonly string[]): Prepared => {
    const { provider, method, regionId, label, missing } = candidate;
    const inside = insideOf(candidate).filter((origin) => !confirmed.includes(origin));
    if (inside.length > 0) throw new TokenfillError('definition_private_address', { detail: inside.join(' ') });
    // Only what the file left open can be typed: the rest is what the list has shown.
    const typed = Object.fromEntries(missing.map(({ name }) => [name, chosen.inputs[name] ?? '']));
    const inputs = { ...candidate.inputs, ...typed };
    const { allowHttp } = chosen;
    const refused = hostsOf({ ...candidate, inputs }).some((origin) => !schemeAllowed(new URL(origin), allowHttp));
    if (refused) throw new TokenfillError('http_refused');
    const draft = {
      id: crypto.randomUUID(),
      label,
      providerId: provider.id,
      methodId: method.id,
      regionId,
      inputs,
      allowHttp,
      origins: [],
    };
    return prepareDraft(draft, { provider, method, now: now() });
  };

  const write = (made: readonly Prepared[], own: readonly ProviderDefinition[]): Promise<void> =>
    allOrNothing([
      ...own.map((definition) => async () => {
        await definitions.write(definition);
        return () => definitions.remove(definition.id);
      }),
      ...made.map(({ connection, secrets }) => async () => {
        await vault.write({ connection, secrets });
        return () => vault.remove(connection.id);
      }),
    ]);

  /** @throws TokenfillError as {@link prepare}, `message_refused`, `definitions_full`, and as `Vault.write` */
  const take = async (
    files: readonly ImportFile[],
    chosen: readonly ChosenCandidate[],
    confirmed: readonly string[],
  ): Promise<ArrivalOutcome> => {
    const { candidates } = read(files);
    const wanted = chosen.map((one) => {
      const candidate = candidates.find(({ id }) => id === one.id);
      if (!candidate) throw new TokenfillError('message_refused');
      return { candidate, made: prepare(candidate, one, confirmed) };
    });
    await write(
      wanted.map(({ made }) => made),
      newDefinitions(
        wanted.flatMap(({ candidate }) => (candidate.definition === 'own' ? [candidate.provider] : [])),
        definitions.own(),
      ),
    );
    await notes.changed();
    const hosts = wanted.flatMap(({ candidate, made }) => hostsOf({ ...candidate, inputs: made.inputs }));
    return { taken: wanted.length, hosts: [...new Set(hosts)] };
  };

  return { list, take };
}
