import { failureOf } from '../domain/errors';
import type { ButtonFace } from '../domain/view';
import { text } from '../text';
import { placeBeside } from './button-place';
import { BUTTON_STYLE } from './button-style';
import type { Sight } from './sight';

/** How long the outcome stays in sight, ms. */
const OUTCOME_TIME = 6_000;

/**
 * Puts our button on a docs page: in a closed shadow root that the page's scripts cannot look into, outside the page's own
 * React root, deaf to clicks that no person made. Returns the way to take it away.
 *
 * @param sight in a frame: clicks count only while the button is in plain sight
 * @see docs/decisions/0010-in-page-button.md
 */
export function insertButton(page: Window, face: ButtonFace, press: () => Promise<unknown>, sight?: Sight): () => void {
  const { document } = page;
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  addStyle(page, root);
  const { button, outcome, caption } = draw(document, root, face);
  const show = (state: 'idle' | 'busy' | 'done' | 'failed', problem = '') => {
    button.dataset.state = state;
    button.ariaBusy = state === 'busy' ? 'true' : null;
    say(caption, captionOf(state, face), face);
    outcome.textContent = problem;
  };
  let timer = 0;
  button.addEventListener('click', async (event) => {
    const isSeen = !sight || sight.isClear(event.timeStamp);
    if (!event.isTrusted || !isSeen || button.dataset.state === 'busy') return;
    page.clearTimeout(timer);
    show('busy');
    try {
      await press();
      show('done');
    } catch (error) {
      show('failed', text(`error_${failureOf(error, 'worker_restarted').code}`));
    }
    timer = page.setTimeout(() => show('idle'), OUTCOME_TIME);
  });
  document.documentElement.append(host);
  const stops = [placeBeside(page, host), sight?.watch(button)];
  return () => {
    for (const stop of stops) stop?.();
    host.remove();
  };
}

function captionOf(state: 'idle' | 'busy' | 'done' | 'failed', { label }: ButtonFace): string {
  if (state === 'busy') return text('page_button_busy');
  return text(state === 'done' ? 'page_button_done' : 'page_button', label);
}

/** The words for what is done, and apart from them whose they are: the corner has no room for that until it is looked at. */
function say(caption: HTMLElement, words: string, { label }: ButtonFace): void {
  const at = words.indexOf(label);
  const verb = at > 0 ? words.slice(0, at).replace(/[^\p{L}]+$/u, '') : words;
  const whose = caption.ownerDocument.createElement('span');
  whose.className = 'whose';
  whose.textContent = words.slice(verb.length);
  caption.replaceChildren(verb, whose);
}

function draw(document: Document, root: ShadowRoot, face: ButtonFace) {
  const element = <Tag extends 'button' | 'span' | 'p'>(tag: Tag, name: string, words = '') => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = words;
    return made;
  };
  const button = element('button', 'button');
  button.type = 'button';
  const caption = element('span', 'caption');
  say(caption, captionOf('idle', face), face);
  const chip = element('span', face.environment === 'LIVE' ? 'chip live' : 'chip', face.environment);
  button.append(caption, ...(face.environment ? [chip] : []));
  const outcome = element('p', 'outcome');
  outcome.setAttribute('role', 'status');
  root.append(button, outcome);
  return { button, outcome, caption };
}

/** A constructed sheet is beyond the page's CSP; Firefox has none in content scripts and exempts an element of ours instead. */
function addStyle(page: Window, root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(BUTTON_STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = page.document.createElement('style');
    style.textContent = BUTTON_STYLE;
    root.append(style);
  }
}
