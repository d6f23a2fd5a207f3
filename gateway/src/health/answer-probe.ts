/** Whether this process should get traffic. */
export type Readiness = 'ready' | 'loading' | 'draining';

export interface HealthAnswer {
  readonly status: number;
  readonly body: { readonly status: string };
}

/**
 * Answers the probes of an orchestrator, by path: `/health/live` while the process can answer at all, `/health/ready`
 * with 200 only when a supergraph is served and the process is not about to stop.
 */
export function answerProbe(path: string, readiness: () => Readiness): HealthAnswer | undefined {
  if (path === '/health/live') return { status: 200, body: { status: 'live' } };
  if (path !== '/health/ready') return undefined;
  const status = readiness();
  return { status: status === 'ready' ? 200 : 503, body: { status } };
}
