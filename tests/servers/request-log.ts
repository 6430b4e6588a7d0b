/** Every request that reached a local provider, in order of arrival: what tests look at to say what was sent, and what was not. */

interface LoggedRequest {
  /** `app.podero.com`; with its port on the plain http server: `synergy.example.test:8080`. */
  readonly host: string;
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** 0 while unanswered, and for good when the connection was dropped or left hanging. */
  readonly status: number;
  /** `Date.now()` of this machine, not the providers' clock. */
  readonly at: number;
}

export interface RequestLog {
  all(): readonly LoggedRequest[];
  /** Requests to this host, oldest first, optionally only where the path begins so. */
  to(host: string, pathPrefix?: string): readonly LoggedRequest[];
  clear(): void;
}

/** The log as the servers write it: `arrived` gives the function that notes the answer's status. */
export interface LogBook extends RequestLog {
  arrived(request: Omit<LoggedRequest, 'status'>): (status: number) => void;
}

export function createLog(): LogBook {
  const entries: LoggedRequest[] = [];
  return {
    all: () => [...entries],
    to: (host, pathPrefix = '/') => entries.filter((entry) => entry.host === host && entry.path.startsWith(pathPrefix)),
    clear: () => {
      entries.length = 0;
    },
    arrived: (request) => {
      const entry = { ...request, status: 0 };
      entries.push(entry);
      return (status) => {
        entry.status = status;
      };
    },
  };
}
