import { text } from '../../lib/text';
import { Button } from '../parts/button';
import { sendTask, stopSendingTask } from '../tasks/send-tasks';
import { type PopupContext, shownPage } from './popup-context';

/** Where the page itself cannot be filled: the browser can carry the token to one API, from this tab, for as long as it stays. */
export function SendInstead({ context, ids }: { readonly context: PopupContext; readonly ids: readonly string[] }) {
  const { view, activity, reload } = context;
  const offers = view.fitting.flatMap((one) => {
    const server = ids.includes(one.connection.id) ? view.sendable?.[one.connection.id] : undefined;
    return server === undefined || one.status === 'locked' ? [] : [{ one, server }];
  });
  const { origin } = view;
  if (view.sending || offers.length === 0 || origin === undefined) return null;
  return (
    <div class="frame-offer">
      <p>{text('send_offer')}</p>
      {offers.map(({ one, server }) => (
        <Button
          key={one.connection.id}
          name={text('send_name', one.connection.label, server)}
          busy={activity.busy?.subject === one.connection.id ? activity.busy.text : undefined}
          onClick={() =>
            void activity.start(sendTask({ view: one, on: shownPage(view) }, { page: origin, server }, reload))
          }
        >
          {text('send_with', server)}
        </Button>
      ))}
    </div>
  );
}

/** Shown for as long as it is on. */
export function SendingNote({ context: { view, activity, reload } }: { readonly context: PopupContext }) {
  if (!view.sending) return null;
  const { label, server, connectionId } = view.sending;
  return (
    <div class="frame-offer" role="note">
      <p>
        <strong>{text('sending_on', label, server)}</strong> {text('sending_help')}
      </p>
      <Button onClick={() => void activity.start(stopSendingTask(connectionId, view.tabId, reload))}>
        {text('sending_stop')}
      </Button>
    </div>
  );
}
