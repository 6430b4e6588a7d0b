import type { Assignment, SecurityScheme } from '../domain/page';
import { until } from './until';

/** Swagger UI draws within a tick; 5 closes and redraws one tick later than 3 and 4 (2026-11). */
const REDRAW = 2_000;

/** One scheme in the Authorize dialog. Selectors hold for 3.0–5.35 (2026-11). */
export interface DialogEntry {
  readonly element: Element;
  readonly scheme: SecurityScheme;
}

/**
 * Opens the Authorize dialog of this Swagger UI, lets `work` use it and closes it again; a dialog that the user has open is
 * used as it is. Undefined when there is no such button. React draws a click at once and observers run before the next
 * frame: in 3.0.21 and 5.35 the dialog was in no frame at all, neither while reading nor while filling (2026-11).
 */
export async function withDialog<T>(
  window: Window,
  ui: Element,
  work: (dialog: Element) => T | Promise<T>,
): Promise<T | undefined> {
  const focused = window.document.activeElement;
  const open = openDialog(ui);
  if (!open) press(authorizeButton(ui));
  const dialog = open ?? (authorizeButton(ui) && (await until(window, ui, () => openDialog(ui), REDRAW)));
  if (!dialog) return undefined;
  try {
    return await work(dialog);
  } finally {
    if (!open) await closeDialog(window, ui);
    // The dialog's first field takes the focus.
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

export function authorizeButton(ui: Element): Element | undefined {
  return ui.querySelector('.auth-wrapper > .authorize') ?? undefined;
}

export function openDialog(ui: Element): Element | undefined {
  return ui.querySelector('.dialog-ux .modal-ux-content') ?? undefined;
}

async function closeDialog(window: Window, ui: Element): Promise<void> {
  press(ui.querySelector('.dialog-ux .close-modal'));
  await until(window, ui, () => (openDialog(ui) ? undefined : true), REDRAW);
}

/** The schemes that have fields we can fill: keys, bearer and basic. OAuth has none for a token, so it is not listed. */
export function dialogEntries(dialog: Element): readonly DialogEntry[] {
  return [...dialog.querySelectorAll('.auth-container')].flatMap((element) => {
    const scheme = readEntry(element);
    return scheme ? [{ element, scheme }] : [];
  });
}

function readEntry(element: Element): SecurityScheme | undefined {
  const heading = element.querySelector('h4');
  const name = heading?.querySelector('code')?.textContent?.trim();
  const kind = heading?.textContent ?? '';
  // 3.0 names no scheme, and Swagger 2.0's basic is nameless up to 5.35 (2026-11): the dialog's own words stand in.
  if (/^Basic authorization/.test(kind)) return { name: 'Basic authorization', type: 'http', scheme: 'basic' };
  if (/\(http, Basic\)/i.test(kind) && name) return { name, type: 'http', scheme: 'basic' };
  if (/\(http, Bearer\)/i.test(kind) && name) return { name, type: 'http', scheme: 'bearer' };
  return /\(apiKey\)|^Api key authorization/i.test(kind) ? readKey(element, name) : undefined;
}

function readKey(element: Element, name: string | undefined): SecurityScheme | undefined {
  const parameter = labelled(element, 'Name:');
  const place = labelled(element, 'In:');
  if (parameter === undefined || (place !== 'header' && place !== 'query' && place !== 'cookie')) return undefined;
  return { name: name ?? parameter, type: 'apiKey', in: place, parameter };
}

function labelled(element: Element, label: string): string | undefined {
  const line = [...element.querySelectorAll('p')].find(({ textContent }) => textContent?.trim().startsWith(label));
  return line?.querySelector('code')?.textContent?.trim();
}

/** "Authorized" above the stars; the dialog never shows a value again, so this is all that can be read back. */
export function isAuthorized({ element }: DialogEntry): boolean {
  return [...element.querySelectorAll('h6')].some(({ textContent }) => textContent?.trim() === 'Authorized');
}

/** Fills the fields of one scheme, replacing an older value, and presses its own Authorize button. */
export async function authorizeEntry(window: Window, entry: DialogEntry, assignment: Assignment): Promise<boolean> {
  const values = valuesFor(entry.scheme, assignment);
  if (!values) return false;
  if (isAuthorized(entry) && !(await logOutEntry(window, entry))) return false;
  const fields = [...entry.element.querySelectorAll('input')];
  if (fields.length !== values.length) return false;
  for (const [index, field] of fields.entries()) type(field, values[index] ?? '');
  if (fields.some((field, index) => field.value !== values[index])) return false;
  press(entry.element.querySelector('.auth-btn-wrapper .authorize'));
  return (await until(window, entry.element, () => isAuthorized(entry) || undefined, REDRAW)) === true;
}

/** Presses the scheme's own Logout button; false when it is still authorized afterwards. */
export async function logOutEntry(window: Window, entry: DialogEntry): Promise<boolean> {
  press(entry.element.querySelector('.auth-btn-wrapper .auth:not(.authorize):not(.btn-done)'));
  const left = () => (!isAuthorized(entry) && entry.element.querySelector('input') ? true : undefined);
  return (await until(window, entry.element, left, REDRAW)) === true;
}

/** One value per field, in the order of the dialog. A cookie key is never sent (every version, 2026-11), so not written. */
function valuesFor(scheme: SecurityScheme, assignment: Assignment): readonly string[] | undefined {
  const isBasic = scheme.scheme === 'basic';
  if (scheme.in === 'cookie') return undefined;
  if (assignment.kind === 'basic') return isBasic ? [assignment.username, assignment.password] : undefined;
  const expected = scheme.type === 'apiKey' ? 'apiKey' : 'bearer';
  return !isBasic && assignment.kind === expected ? [assignment.value] : undefined;
}

/** React remembers a field's value through a setter of its own: only the prototype's setter is noticed (2026-11). */
function type(field: HTMLInputElement, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  setter?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function press(button: Element | null | undefined): void {
  if (button instanceof HTMLElement) button.click();
}
