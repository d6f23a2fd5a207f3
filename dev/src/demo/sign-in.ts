/**
 * Gets an access token from the development issuer.
 * @throws Error with the issuer's own words when it refuses.
 */
export async function signIn(issuer: string, userName: string): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', username: userName }),
  });
  const answer = (await response.json()) as { access_token?: string; error_description?: string };
  if (!answer.access_token) throw new Error(`${userName} cannot sign in: ${answer.error_description}`);
  return answer.access_token;
}
