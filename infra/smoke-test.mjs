// node infra/smoke-test.mjs https://HOST/graphql: whether a gateway answers, and refuses whom it does not know.
const [url] = process.argv.slice(2);
if (!URL.canParse(url ?? '')) {
  console.error('expected the address of a gateway, such as https://graphql.example.com/graphql');
  process.exit(2);
}

async function ask(query) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(10_000),
  });
  return response.json();
}

const { data } = await ask('query Smoke { __typename }');
if (data?.__typename !== 'Query') throw new Error(`${url} did not answer: ${JSON.stringify(data)}`);
// The subgraph is reached, and says that nobody is signed in.
const { errors } = await ask('query SmokeAccounts { viewer { id } }');
const code = errors?.[0]?.extensions?.code;
if (code !== 'UNAUTHENTICATED') throw new Error(`expected UNAUTHENTICATED of accounts, not ${code}`);
console.log(`${url} answers`);
