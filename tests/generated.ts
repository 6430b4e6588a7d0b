import fc from 'fast-check';

/**
 * What is drawn is the same in each `npm test`: a test that fails there fails because of a change, never by luck.
 * `npm run test:full` draws anew, and `TOKENFILL_SEED` gives a seed back; a failure prints it.
 */
export const SEED = Number(
  process.env.TOKENFILL_SEED ?? (process.env.TOKENFILL_FULL ? Date.now() % 2 ** 31 : 20_301_122),
);

fc.configureGlobal({ seed: SEED });

export { fc };
