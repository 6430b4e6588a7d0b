import * as z from 'zod/mini';

// An extension page's CSP forbids eval; zod must not even probe for it (measured: two violations with full zod).
z.config({ jitless: true });

export { z };
