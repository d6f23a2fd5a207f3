import { signIn } from '../demo/sign-in.ts';
import { describeAge } from './describe-age.ts';
import type { Finding } from './finding.ts';

const query = '{ dataFreshness { version through } }';

/** Asks through the gateway, as an operator does, how far behind the insights are. */
export async function examineInsights(graphqlUrl: string, issuer: string): Promise<Finding> {
  const part = 'insights';
  const started = performance.now();
  try {
    const token = await signIn(issuer, 'olga');
    const response = await fetch(graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(5_000),
    });
    const { data, errors } = (await response.json()) as Answer;
    const answeredInMs = performance.now() - started;
    if (errors?.[0]) return { part, condition: 'not ready', answeredInMs, detail: errors[0].message };
    const { version, through } = data?.dataFreshness ?? {};
    const detail = through
      ? `version ${version}, the latest event in it ${describeAge(Date.now() - Date.parse(through))} ago`
      : 'no data yet';
    return { part, condition: 'up', answeredInMs, detail };
  } catch (error) {
    return { part, condition: 'down', answeredInMs: undefined, detail: (error as Error).message };
  }
}

interface Answer {
  readonly data?: {
    readonly dataFreshness: { readonly version: number; readonly through: string | null } | null;
  };
  readonly errors?: readonly { readonly message: string }[];
}
