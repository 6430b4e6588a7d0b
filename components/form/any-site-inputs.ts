import type { SecurityScheme } from '../../lib/domain/page';

/** How the form for "any site" starts: the method and its inputs, as one of the page's schemes wants them. */
export interface AnySiteStart {
  /** Name of the scheme that this comes from. */
  readonly scheme: string;
  readonly methodId: 'header' | 'query' | 'basic';
  readonly inputs: Readonly<Record<string, string>>;
}

const BEARER = { header: 'Authorization', prefix: 'Bearer' };

/** Where a pasted token goes for each scheme that can take one, in the page's order. Pure. */
export function anySiteInputs(schemes: readonly SecurityScheme[]): readonly AnySiteStart[] {
  return schemes.flatMap((scheme) => {
    const start = startFor(scheme);
    return start ? [{ scheme: scheme.name, ...start }] : [];
  });
}

function startFor(scheme: SecurityScheme): Omit<AnySiteStart, 'scheme'> | undefined {
  switch (scheme.type) {
    case 'oauth2':
    case 'openIdConnect':
      return { methodId: 'header', inputs: BEARER };
    case 'http':
      if (scheme.scheme === 'basic') return { methodId: 'basic', inputs: {} };
      return scheme.scheme === 'bearer' ? { methodId: 'header', inputs: BEARER } : undefined;
    case 'apiKey':
      return startForKey(scheme);
    default:
      return undefined;
  }
}

function startForKey(scheme: SecurityScheme): Omit<AnySiteStart, 'scheme'> | undefined {
  const parameter = scheme.parameter ?? '';
  if (parameter === '' || scheme.in === 'cookie') return undefined;
  if (scheme.in === 'query') return { methodId: 'query', inputs: { parameter } };
  if (parameter.toLowerCase() === 'authorization') return { methodId: 'header', inputs: BEARER };
  return { methodId: 'header', inputs: { header: parameter, prefix: '' } };
}
