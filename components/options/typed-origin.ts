import { originOf } from '../../lib/domain/origin';

/** The exact origin of an address as people paste or type it; undefined when it is none. */
export function typedOrigin(typed: string): string | undefined {
  const address = typed.trim();
  if (address === '' || /\s/.test(address)) return undefined;
  return originOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`);
}
