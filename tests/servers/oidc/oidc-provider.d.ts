/** The few words of the package that the tests use; it brings no types of its own. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: object);
    /** Believe the headers of the server in front of it. */
    proxy: boolean;
    callback(): RequestListener;
  }
}
