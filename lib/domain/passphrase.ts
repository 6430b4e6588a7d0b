/** Characters of a passphrase after normalisation (NFKC). Only new ones are held to the lower bound. */
export const PASSPHRASE_RANGE = { least: 12, most: 256 } as const;
