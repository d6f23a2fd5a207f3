/**
 * Runs one operation for a user.
 * @throws Error with what the gateway says instead of data.
 */
export async function askGateway<Data>(
  { graphqlUrl, token }: { readonly graphqlUrl: string; readonly token: string },
  query: string,
  variables: object,
): Promise<Data> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (!data || errors) throw new Error(`The gateway answers ${JSON.stringify(errors)}`);
  return data;
}
