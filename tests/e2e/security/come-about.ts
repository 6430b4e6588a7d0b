/**
 * For the controls of a security test: a scene that did not come about proves nothing either way, and may be tried again.
 * What leaked or was not refused is an assertion instead, which no other try takes back (`tests/commands/tries.ts`).
 * Throws an Error that is no AssertionError.
 */
export function mustHaveComeAbout(what: string, came: boolean): void {
  if (!came) throw new Error(`did not come about: ${what}`);
}
