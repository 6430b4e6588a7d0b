/** What a file with connections holds, as a screen may see it. No secret is in it. */
export interface ArrivalView {
  readonly id: string;
  readonly label: string;
  readonly providerName: string;
  /** Hosts that its credentials go to, and pages that its token is filled in on: origins. */
  readonly hosts: readonly string[];
  readonly pages: readonly string[];
  /**
   * `here`: a connection with this id is stored already, and stays unless it is chosen. `unknown`: nobody here knows its
   * provider. `differs`: its own definition is stored here with other content; its secrets would go elsewhere. `refused`: its own
   * definition does not pass what an imported one must.
   */
  readonly standing: 'new' | 'here' | 'unknown' | 'differs' | 'refused';
  /** What else its own definition talks to, when that comes along: origins. */
  readonly further: readonly string[];
  /** Private addresses of its own definition, when that comes along: each is to be confirmed. */
  readonly inside: readonly string[];
}

/** What came of taking a file in. */
export interface ArrivalOutcome {
  readonly taken: number;
  /** Origins to ask the browser for. */
  readonly hosts: readonly string[];
}
