/** What an organization has set by policy, as rules that hold for everything. What is absent, the user decides. */
export interface ManagedRules {
  readonly passphrase?: 'required' | undefined;
  /** Minutes without use after which the vault locks at the latest. */
  readonly lockMinutes?: number | undefined;
  /** Moving files, and every copy that holds a token. */
  readonly export?: 'forbidden' | undefined;
}

/** Where connections of one provider may be filled in, besides or instead of what their user says. */
export interface ManagedPages {
  readonly providerId: string;
  /** Exact origins. */
  readonly origins: readonly string[];
  /** `refused`: filled in on these origins and on no other. */
  readonly others: 'allowed' | 'refused';
}

/** What of a connection its user cannot change. */
export interface ManagedPart {
  /** Bound by policy; the rest of its origins are its user's. */
  readonly origins: readonly string[];
  readonly others: ManagedPages['others'];
  readonly copying: 'allowed' | 'forbidden';
}

/** The bound origins that count: the user's and the policy's, or the policy's alone. */
export function effectiveOrigins(own: readonly string[], pages: ManagedPages | undefined): readonly string[] {
  if (!pages) return own;
  return pages.others === 'refused' ? pages.origins : [...new Set([...own, ...pages.origins])];
}

/**
 * What is stored of `given` (effective origins after an edit): nothing that only the policy says, so that it goes with the
 * policy; and what the policy hides of `stored` stays for when it is gone.
 */
export function storedOrigins(
  given: readonly string[],
  stored: readonly string[],
  pages: ManagedPages | undefined,
): readonly string[] {
  if (!pages) return given;
  const own = given.filter((origin) => !pages.origins.includes(origin) || stored.includes(origin));
  const hidden = pages.others === 'refused' ? stored : [];
  return [...new Set([...own, ...hidden])];
}
