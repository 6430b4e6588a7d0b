import { operationsIn, pathItems } from './openapi-paths';
import { child, entries, text } from './read-tree';

/** Where a document was loaded from and what the page has selected in it. */
export interface ServerContext {
  /** `location.href` of the page. */
  readonly page: string;
  /** Address of the API document as the page knows it, may be relative; none when the document came with the page. */
  readonly document?: string | undefined;
  /** OpenAPI 3: the selected server with its variables filled in. */
  readonly server?: string | undefined;
  /** Swagger 2.0: the selected one of the document's `schemes`. */
  readonly scheme?: string | undefined;
}

/** Base URL of the next call, by the rules of swagger-client (2026-11); undefined when it is no web address. */
export function serverUrl(document: unknown, context: ServerContext): string | undefined {
  const base = webUrl(context.document ?? '', context.page);
  if (!base) return undefined;
  const isSwagger2 = child(document, 'swagger') !== undefined;
  return (isSwagger2 ? swagger2Url(document, context, base) : openApiUrl(document, context, base))?.href;
}

/**
 * Origins of the servers that single paths and operations name for themselves: requests go there whatever is selected above
 * them.
 */
export function operationServers(document: unknown, context: ServerContext): readonly string[] {
  const base = webUrl(context.document ?? '', context.page);
  if (!base) return [];
  const owners = pathItems(document).flatMap((item) => [item, ...operationsIn(item)]);
  const servers = owners.flatMap((owner) => entries(child(owner, 'servers')));
  const named = servers.filter(([, server]) => text(server, 'url') !== undefined);
  const origins = named.map(([, server]) => webUrl(defaultUrl(server), base.href)?.origin);
  return [...new Set(origins.filter((origin) => origin !== undefined))];
}

/** A document without servers means "/" on the host that served the document, which need not be the page's. */
function openApiUrl(document: unknown, { server }: ServerContext, base: URL): URL | undefined {
  const [first] = entries(child(document, 'servers'));
  return webUrl(server ?? defaultUrl(first?.[1]), base.href);
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#server-variable-object */
function defaultUrl(server: unknown): string {
  const variables = entries(child(server, 'variables'));
  const template = text(server, 'url') ?? '/';
  return variables.reduce((url, [name, variable]) => {
    return url.replaceAll(`{${name}}`, () => text(variable, 'default') ?? '');
  }, template);
}

/** @see https://swagger.io/specification/v2/ `host`, `basePath`, `schemes` */
function swagger2Url(document: unknown, context: ServerContext, base: URL): URL | undefined {
  const [first] = entries(child(document, 'schemes'));
  const declared = typeof first?.[1] === 'string' ? first[1] : undefined;
  const scheme = context.scheme ?? declared ?? base.protocol.slice(0, -1);
  const host = text(document, 'host') ?? base.host;
  const path = (text(document, 'basePath') ?? '').replace(/^\/*/, '/');
  return webUrl(`${scheme}://${host}${path}`, base.href);
}

function webUrl(address: string, base: string): URL | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}
