import type { PartName } from '../stack/ports.ts';
import type { Finding } from './finding.ts';

export interface HttpCheck {
  readonly part: PartName;
  readonly url: string;
  /** Whether any answer will do, of what has no health of its own. Default: no. */
  readonly anyAnswer?: boolean;
}

const timeoutMs = 3_000;

/** Asks a part over HTTP how it is. */
export async function examineHttp({ part, url, anyAnswer = false }: HttpCheck): Promise<Finding> {
  const started = performance.now();
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    const answer: unknown = await response.json().catch(() => undefined);
    const answeredInMs = performance.now() - started;
    if (response.ok || anyAnswer) return { part, condition: 'up', answeredInMs, detail: '' };
    return { part, condition: 'not ready', answeredInMs, detail: describeChecks(answer, response.status) };
  } catch (error) {
    const { cause } = error as Error;
    const reason = (cause as NodeJS.ErrnoException | undefined)?.code ?? (error as Error).name;
    const detail = reason === 'TimeoutError' ? `no answer within ${timeoutMs / 1_000} s` : reason;
    return { part, condition: 'down', answeredInMs: undefined, detail };
  }
}

/** The dependencies that do not answer, by name. */
function describeChecks(answer: unknown, status: number): string {
  const { checks } = (answer ?? {}) as { readonly checks?: Readonly<Record<string, unknown>> };
  const failing = Object.entries(checks ?? {}).filter(([, state]) => state !== 'ok' && state !== 'up');
  return failing.length ? `waits for ${failing.map(([name]) => name).join(', ')}` : `status ${status}`;
}
