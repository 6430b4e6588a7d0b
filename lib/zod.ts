import * as z from 'zod/mini';

// An extension page's CSP forbids eval; zod must not even probe for it (docs/facts.md#zod-eval).
z.config({ jitless: true });

export { z };
