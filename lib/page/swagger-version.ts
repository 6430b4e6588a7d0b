import { deepQuery } from './deep-query';
import { reactKeyOf } from './react-system';
import { child, globalValue, quietly, text } from './read-tree';

/** `Swagger UI 5`, as well as it can be told; no other code depends on the number. */
export function swaggerUiTitle(window: Window): string {
  const major = declaredVersion(window)?.major ?? quietly(() => majorFromPage(window), undefined);
  return major === undefined ? 'Swagger UI' : `Swagger UI ${major}`;
}

/**
 * Whether the page's client is one that shows a closed padlock and sends nothing for some schemes: any `openIdConnect`, and an
 * `http` scheme that the document does not write in lower case. 3.17 and 3.25 are, 3.38 is not (2026-11; the versions between
 * were not measured).
 */
export function sendsLess(window: Window): boolean {
  const version = declaredVersion(window);
  return version !== undefined && version.major === 3 && version.minor < 38;
}

interface Version {
  readonly major: number;
  readonly minor: number;
}

/** Spelled `swaggerUi` up to 5.0 and `swaggerUI` in 5.35, absent in 3.0.7 (2026-11). */
function declaredVersion(window: Window): Version | undefined {
  const versions = globalValue(window, 'versions');
  const declared = text(child(versions, 'swaggerUI'), 'version') ?? text(child(versions, 'swaggerUi'), 'version');
  const parts = /^([345])\.(\d{1,3})\./.exec(declared ?? '');
  return parts ? { major: Number(parts[1]), minor: Number(parts[2]) } : undefined;
}

/** The badge beside the title reads `OAS 3.0` in 5 and `OAS3` before; React 15 and 16 mean 3 (2026-11). */
function majorFromPage(window: Window): number | undefined {
  const element = deepQuery(window.document, '.swagger-ui');
  if (!element) return undefined;
  if (reactKeyOf(element)?.startsWith('__reactInternalInstance$')) return 3;
  const badge = deepQuery(window.document, '.swagger-ui .info .version-stamp')?.textContent ?? '';
  return /OAS \d/.test(badge) ? 5 : undefined;
}
