import type { Platform } from '../ports/platform.ts';
import { toBase64url } from './base64url.ts';
import type { Settings } from './settings.ts';

/** What the issuer gives for a sign-in. */
export interface SignInCode {
  readonly code: string;
  /** Proves that who exchanges the code is who asked for it (https://datatracker.ietf.org/doc/html/rfc7636). */
  readonly verifier: string;
  /** What the ID token has to repeat. */
  readonly nonce: string;
}

/**
 * Has the user sign in in the system's browser, which knows their password manager and their other sessions; the application never
 * sees what they type (https://datatracker.ietf.org/doc/html/rfc8252).
 * @returns undefined when they closed it
 * @throws Error when what came back is not the answer to this request
 */
export async function requestSignIn(
  platform: Platform,
  { issuer, clientId, scopes }: Settings,
  authorizationEndpoint: string,
): Promise<SignInCode | undefined> {
  const random = () => toBase64url(platform.randomBytes(32));
  const [verifier, state, nonce] = [random(), random(), random()];
  const address = new URL(authorizationEndpoint);
  const parameters = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: platform.returnAddress,
    scope: scopes,
    state,
    nonce,
    code_challenge: toBase64url(await platform.sha256(verifier)),
    code_challenge_method: 'S256',
    // Who signed out here may want to be somebody else, whom the browser does not remember.
    prompt: 'login',
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  const answer = await platform.openBrowser(address.href);
  if (answer === undefined) return undefined;
  const { searchParams } = new URL(answer);
  if (searchParams.get('error') === 'access_denied') return undefined;
  const from = searchParams.get('iss');
  const code = searchParams.get('code');
  if (searchParams.get('state') !== state || (from !== null && from !== issuer) || !code)
    throw new Error(searchParams.get('error_description') ?? 'The browser came back with another answer.');
  return { code, verifier, nonce };
}
