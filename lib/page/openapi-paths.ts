import { child, entries, quietly, text } from './read-tree';

/** @see https://spec.openapis.org/oas/v3.1.1.html#path-item-object */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** A path item that only points to another that only points… ends here. */
const MAX_HOPS = 5;

/** The path items of an OpenAPI or Swagger 2.0 document, also those that stand elsewhere in the same document. */
export function pathItems(document: unknown): readonly unknown[] {
  return entries(child(document, 'paths')).map(([, item]) => followed(document, item));
}

/** The operations of one path item. */
export function operationsIn(item: unknown): readonly unknown[] {
  return [
    ...METHODS.map((method) => child(item, method)).filter((operation) => operation !== undefined),
    // OpenAPI 3.2: methods that have no field of their own.
    ...entries(child(item, 'additionalOperations')).map(([, operation]) => operation),
  ];
}

/** Every operation with the path and the method it stands under. */
export function operationsByMethod(
  document: unknown,
): readonly { readonly path: string; readonly method: string; readonly operation: unknown }[] {
  return entries(child(document, 'paths')).flatMap(([path, item]) => {
    const found = METHODS.map((method) => ({
      path,
      method,
      operation: child(followed(document, item), method),
    }));
    return found.filter(({ operation }) => operation !== undefined);
  });
}

/**
 * What a reference inside the document leads to; the node itself when it is none, or leads out of the document.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901 JSON Pointer
 */
export function followed(document: unknown, item: unknown, hops: number = MAX_HOPS): unknown {
  const reference = text(item, '$ref');
  if (!reference?.startsWith('#/') || hops === 0) return item;
  const parts = reference.slice(2).split('/');
  const found = parts.reduce<unknown>((node, part) => child(node, unescaped(part)), document);
  return followed(document, found, hops - 1);
}

function unescaped(part: string): string {
  return quietly(() => decodeURIComponent(part), part)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}
