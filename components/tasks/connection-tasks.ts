import { ask } from '../../lib/ask';
import type { ConnectionView } from '../../lib/domain/connection';
import type { CopyKind } from '../../lib/domain/copy-text';
import type { FillOutcome } from '../../lib/domain/view';
import type { RequestOf } from '../../lib/messages';
import { text } from '../../lib/text';
import { writeClipboard } from '../browser-actions';
import { askWithHosts } from './ask-with-hosts';
import { creating } from './creating';
import type { Notice, Task } from './use-activity';

/** What a click asks the background for, with the words for the time in between and for the end. */

/** Redraws from what is stored; a task is over when the screen shows it. */
export type Reload = () => Promise<void>;

/** The document that a click is for, as the screen has shown it: another one that is there by then gets nothing. */
export interface ShownPage {
  readonly tabId: number;
  /** The frame of the tab that is the docs page, where it is one. */
  readonly frameId?: number | undefined;
  readonly origin?: string | undefined;
}

export interface AuthorizeOrder {
  readonly view: ConnectionView;
  readonly on: ShownPage;
  /** Hosts to ask for in this click; the connection's own when left out. */
  readonly hosts?: readonly string[];
}

export function authorizeTask({ view, on, hosts = view.needsHosts }: AuthorizeOrder, reload: Reload): Task {
  const { id } = view.connection;
  return {
    subject: id,
    busy: text(view.status === 'ready' ? 'busy_authorizing' : 'busy_token'),
    aim: 'authorize',
    run: () =>
      authorized(
        askWithHosts(id, hosts, () => ask('authorize', { connectionId: id, ...on })),
        reload,
      ),
  };
}

/** A filled-in form, the hosts that it needs, and how secrets are to be kept where it asked. */
export type SaveOrder = Pick<RequestOf<'saveConnection'>, 'draft' | 'choose'> & { readonly hosts: readonly string[] };

/** Saves a form and fills the page with it. */
export function authorizeDraftTask(
  { draft, hosts, choose, on }: SaveOrder & Pick<AuthorizeOrder, 'on'>,
  reload: Reload,
): Task {
  const { id } = draft;
  return {
    subject: id,
    busy: text('busy_authorizing'),
    aim: 'authorize',
    run: () =>
      authorized(
        creating(
          draft,
          askWithHosts(id, hosts, () => ask('authorize', { connectionId: id, ...on, draft, choose })),
        ),
        reload,
      ),
  };
}

export function saveDraftTask({ draft, hosts, choose }: SaveOrder, reload: Reload): Task {
  return {
    subject: draft.id,
    busy: text('busy_saving'),
    aim: 'other',
    run: async () => {
      const saved = askWithHosts(draft.id, hosts, () => ask('saveConnection', { draft, choose }));
      const view = await creating(draft, saved);
      await reload();
      return { text: text('done_saved', view.connection.label), display: 'shown' };
    },
  };
}

async function authorized(outcome: Promise<FillOutcome>, reload: Reload): Promise<Notice> {
  const { record } = await outcome;
  await reload();
  const said =
    record.missing.length > 0
      ? text('done_partly', record.label, record.missing.join(', '))
      : text('done_authorized', record.label);
  return { text: said, display: 'said' };
}

export function logOutTask(connectionId: string, tabId: number, reload: Reload): Task {
  return {
    subject: connectionId,
    busy: text('busy_logging_out'),
    aim: 'logOut',
    run: async () => {
      await ask('logOut', { tabId });
      await reload();
      return { text: text('done_logged_out'), display: 'said' };
    },
  };
}

const COPIED = {
  token: 'done_token_copied',
  header: 'done_header_copied',
  curl: 'done_curl_copied',
  env: 'done_env_copied',
} as const;

/** The one reply that carries a secret goes straight to the clipboard (SECURITY.md#copy). */
export function copyTask({ connection }: ConnectionView, kind: CopyKind): Task {
  return {
    subject: connection.id,
    busy: text('busy_working'),
    aim: 'other',
    run: async () => {
      const copied = await writeClipboard(await ask('copyText', { connectionId: connection.id, kind })).then(
        () => 'copied' as const,
        (error: unknown) => {
          if (error instanceof DOMException) return 'refused' as const;
          throw error;
        },
      );
      return { text: text(copied === 'copied' ? COPIED[kind] : 'copy_refused'), display: 'shown' };
    },
  };
}
