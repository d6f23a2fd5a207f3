import { demoUsers } from '../demo-users.ts';
import type { Stack } from './stack.ts';

/** What a person wants to know of a stack that is ready: addresses, users with a token each, something to try. */
export async function describeStack(
  stack: Stack,
  { startedInMs, observerUrl }: { readonly startedInMs: number; readonly observerUrl?: string | undefined },
): Promise<string> {
  const origin = new URL(stack.graphqlUrl).origin;
  const users = await Promise.all(
    demoUsers.map(async (user) => ({
      ...user,
      token: await stack.identity.issueToken({ userId: user.id, roles: user.roles }),
    })),
  );
  const ada = users[0];
  const lines = users.map(
    ({ name, displayName, roles, token }) =>
      `  ${name.padEnd(6)} ${displayName}${roles.length ? ` (${roles})` : ''}\n  ${token}\n`,
  );
  return `
Ready in ${(startedInMs / 1000).toFixed(1)} s.

${describeApplication(origin, stack.redisUrl)}  GraphQL        ${stack.graphqlUrl}   (subscriptions: ${stack.graphqlUrl.replace('http', 'ws')})
  Sandbox        ${origin}${stack.redisUrl ? '/sandbox' : '/'}     (GraphiQL, for where there is no network: ${origin}/graphiql)
  Health         ${origin}/health/ready
${describePush(stack.pushUrl)}${describeObserver(observerUrl)}  Insights       { dataFreshness { version through } }   (what was, is and will be, a second after it happened)
  Sign-in        curl ${stack.identity.issuer}/token -d grant_type=password -d username=ada

Demo users, with an access token each (12 hours):

${lines.join('\n')}
Try a query:

  curl ${stack.graphqlUrl} -H 'content-type: application/json' \\
    -H 'authorization: Bearer ${ada?.token}' \\
    -d '{"query":"{ viewer { displayName activityCount places { nodes { name } } } }"}'

Try a subscription; then run "npm run demo" in another terminal:

  npm run subscribe -- --as ada 'subscription { alertRaised { message user { displayName } activity { kind } } }'

Ctrl-C stops everything; the data stays. "npm start -- --fresh" begins anew.
`;
}

/** Without Redis there are no sessions, and Sandbox has its place. */
function describeApplication(origin: string, redisUrl: string | undefined): string {
  return redisUrl ? `  Open           ${origin}/            (sign in as Ada with one click)\n\n` : '';
}

function describeObserver(url: string | undefined): string {
  return url ? `  What happens   ${url}            (traces, logs and metrics)\n` : '';
}

function describePush(url: string | undefined): string {
  return url ? `  Push           ${url}            (what devices would display, live)\n` : '';
}
