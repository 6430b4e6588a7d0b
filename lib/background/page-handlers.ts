import { TokenfillError } from '../domain/errors';
import { pageAround } from '../domain/keep';
import { originOf } from '../domain/origin';
import type { Place } from './keeping/place';
import type { Handlers } from './router';
import type { MessageSender } from './sender';
import type { Services } from './services';

type PageMessages = 'pageEvent' | 'buttonPressed' | 'buttonState' | 'frameEvent' | 'frameButton' | 'framePressed';

/** What our script on bound pages asks for. Which document it is in, the browser says. */
export function pageHandlers({ authorize, keep, notes, press, views }: Services): Pick<Handlers, PageMessages> {
  const faceOf = async (choice: { readonly id: string } | undefined) => {
    const view = choice && (await views.viewOf(choice.id));
    return view ? { label: view.connection.label, environment: view.environment } : null;
  };

  return {
    pageEvent: ({ event }, sender) => keep.handle(placeOf(sender), event),
    buttonPressed: async (_, sender) => {
      const { tabId, origin } = placeOf(sender);
      return press.onPage(tabId, origin);
    },
    buttonState: async (_, sender) =>
      (await notes.buttonWanted()) ? faceOf(await authorize.choiceFor(placeOf(sender).origin)) : null,
    frameEvent: async ({ event, around }, sender) => keep.handle(placeOf(sender, around), event),
    framePressed: ({ around }, sender) => press.inFrame(placeOf(sender, around)),
    frameButton: async ({ around }, sender) =>
      (await notes.buttonWanted()) ? faceOf(await press.choiceIn(placeOf(sender, around))) : null,
  };
}

/** @param around the origins around a frame, which is no page that anybody has agreed to when a third one is among them */
function placeOf({ tab, frameId = 0, origin: given }: MessageSender, around: readonly string[] = []): Place {
  const origin = originOf(given);
  if (tab?.id === undefined || origin === undefined) throw new TokenfillError('tab_closed');
  const top = frameId === 0 ? undefined : pageAround(origin, around);
  return { tabId: tab.id, origin, ...(frameId === 0 ? {} : { frame: { id: frameId, top } }) };
}
