import { type Assignment, type DocsPage, defineAdapter, type PageReport, type SecurityScheme } from '../domain/page';
import {
  authorizeButton,
  authorizeEntry,
  dialogEntries,
  isAuthorized,
  logOutEntry,
  openDialog,
  withDialog,
} from '../page/authorize-dialog';
import { deepQuery } from '../page/deep-query';
import { serverUrl } from '../page/server-url';
import { swaggerUiTitle } from '../page/swagger-version';
import { until } from '../page/until';

const id = 'swagger-ui-dialog';

/** What Swagger UI draws and nobody else does; a mere `#swagger-ui` is no proof (2026-11). */
const SIGNATURE = '.swagger-ui .information-container, .swagger-ui .topbar, .swagger-ui > .swagger-ui';

/**
 * Swagger UI 3 to 5 whose state cannot be reached, through its Authorize dialog. The last resort: no OAuth, no requirements,
 * and a value cannot be read back. Pages that draw the dialog anew on every Authorize (drf-yasg) keep only the first scheme.
 */
export default defineAdapter({
  id,
  order: 30,
  find(window) {
    const ui = deepQuery(window.document, SIGNATURE)?.closest('.swagger-ui');
    return ui ? docsPage(window, outermost(ui)) : undefined;
  },
});

/** Standalone pages nest one `.swagger-ui` in another. */
function outermost(ui: Element): Element {
  const around = ui.parentElement?.closest('.swagger-ui');
  return around ? outermost(around) : ui;
}

/** What the dialog said when it was last open. */
interface Reading {
  readonly schemes: readonly SecurityScheme[];
  readonly authorized: readonly string[];
}

/**
 * The dialog is the only place that names the schemes, and opening it is not free of side effects, so `report` never does
 * it: it tells what is in an open dialog or what was last read. `whenReady` opens and closes it once to read.
 */
function docsPage(window: Window, ui: Element): DocsPage {
  let last: Reading | undefined;
  const withNote = <T>(work: (dialog: Element) => Promise<T>) =>
    withDialog(window, ui, async (dialog) => {
      const result = await work(dialog);
      last = read(dialog);
      return result;
    });
  return {
    report: () => report(window, ui, readOpen(ui) ?? last),
    async whenReady(timeout) {
      if (!(await until(window, ui, () => drawnTitle(ui), timeout))) return false;
      // A document without schemes has no button: there is nothing to read, and that is an answer.
      if (authorizeButton(ui)) await withNote(async () => {});
      else last = { schemes: [], authorized: [] };
      return last !== undefined;
    },
    fill: async (assignments) => (await withNote((dialog) => fillAll(window, dialog, assignments))) ?? [],
    // Without the dialog nothing is known to be gone.
    logOut: async (schemes) => (await withNote((dialog) => logOutAll(window, dialog, schemes))) ?? schemes,
  };
}

function drawnTitle(ui: Element): Element | undefined {
  return ui.querySelector('.information-container .info .title') ?? undefined;
}

async function fillAll(
  window: Window,
  dialog: Element,
  assignments: readonly Assignment[],
): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const assignment of assignments) {
    const entry = dialogEntries(dialog).find(({ scheme }) => scheme.name === assignment.scheme);
    if (entry && (await authorizeEntry(window, entry, assignment))) filled.push(assignment.scheme);
  }
  return filled;
}

async function logOutAll(window: Window, dialog: Element, schemes: readonly string[]): Promise<readonly string[]> {
  const held = () => dialogEntries(dialog).filter(isAuthorized);
  for (const entry of held()) if (schemes.includes(entry.scheme.name)) await logOutEntry(window, entry);
  return held().flatMap(({ scheme }) => (schemes.includes(scheme.name) ? [scheme.name] : []));
}

function read(dialog: Element): Reading {
  const entries = dialogEntries(dialog);
  return {
    schemes: entries.map(({ scheme }) => scheme),
    authorized: entries.filter(isAuthorized).map(({ scheme }) => scheme.name),
  };
}

function readOpen(ui: Element): Reading | undefined {
  const dialog = openDialog(ui);
  return dialog && read(dialog);
}

function report(window: Window, ui: Element, reading: Reading | undefined): PageReport {
  const base = { adapter: id, title: swaggerUiTitle(window), requirements: [] };
  if (!reading) return { ...base, ready: false, schemes: [], authorized: [] };
  return { ...base, ready: true, ...reading, server: serverOf(window, ui) };
}

/** OpenAPI 3 draws a menu of servers, Swagger 2.0 a line `[ Base URL: host/path ]` (2026-11). */
function serverOf(window: Window, ui: Element): string | undefined {
  const context = { page: window.location.href, document: ui.querySelector('.info a .url')?.textContent?.trim() };
  const computed = ui.querySelector('.servers .computed-url code')?.textContent?.trim();
  const selected = ui.querySelector<HTMLSelectElement>('.servers select')?.value;
  const server = computed || selected;
  const base = /Base URL:\s*([^\s/]*)(\S*)/.exec(ui.querySelector('.info .base-url')?.textContent ?? '');
  if (server || !base) return serverUrl({ openapi: '3.0.0' }, { ...context, server: server || undefined });
  const scheme = ui.querySelector<HTMLSelectElement>('.schemes select')?.value;
  return serverUrl({ swagger: '2.0', host: base[1] || undefined, basePath: base[2] }, { ...context, scheme });
}
