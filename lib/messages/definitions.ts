import { ProviderDefinition } from '../provider/definition';
import { CheckReply, DefinitionText } from '../replies/definition-files';
import { DefinitionsReply, PendingReply, TrialReply, TrialRequest } from '../replies/trial';
import { ConnectionReply, Nothing } from '../replies/views';
import { z } from '../zod';
import { DraftMessage, deed, Id, look, ModeChoice, TabId } from './message';

/** Messages about the definitions that the user made, brought or wrote. */
export const DEFINITION_MESSAGES = {
  /** The definitions that the user made; the built-in ones every screen has. */
  listDefinitions: look(z.strictObject({}), DefinitionsReply),
  /** Send what a definition sends, once, and say what the answer holds; nothing is stored. `id`: of the connection to be. */
  tryDefinition: deed(TrialRequest, TrialReply),
  /** The test run that the popup of this tab was closed over, if there is one. A deed: somebody has opened the popup. */
  pendingTrial: deed(z.strictObject({ tabId: TabId }), PendingReply),
  /** The user has gone elsewhere: what was typed for it is forgotten. */
  dropTrial: deed(z.strictObject({ tabId: TabId }), Nothing),
  /** Store what was tried as a definition with its first connection, with the token of that answer. */
  keepDefinition: deed(
    z.strictObject({ definition: ProviderDefinition, draft: DraftMessage, choose: z.optional(ModeChoice) }),
    ConnectionReply,
  ),
  /** Remove a definition that the user made, with its connections. */
  removeDefinition: deed(z.strictObject({ definitionId: Id }), Nothing),
  /** What a text of definitions holds and would mean. Stores nothing, asks nobody. */
  checkDefinitions: look(z.strictObject({ text: DefinitionText }), CheckReply),
  /** Store all definitions of a text. `confirmed`: private addresses that the user has said yes to. */
  importDefinitions: deed(
    z.strictObject({ text: DefinitionText, confirmed: z.array(z.string().check(z.maxLength(300))) }),
    Nothing,
  ),
  /** The text of a file with these own definitions; all when none is named. */
  exportDefinitions: deed(z.strictObject({ definitionIds: z.array(Id) }), z.string()),
} as const;
