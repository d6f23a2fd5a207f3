import { postForm } from './post-form.ts';

/** Does in the system's browser what a person does there: signs in by a click on a name, and comes back to the application. */
export async function visitIssuer(address: string, user: string, returnAddress: string): Promise<string> {
  const cookies = new Map<string, string>();

  async function go(to: string, form?: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...form?.headers, cookie };
    const response = await nodeFetch(to, { ...form, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  let at = address;
  let response = await go(at);
  while (!at.startsWith(returnAddress)) {
    if (response.status >= 400) throw new Error(`The issuer answered ${response.status}.`);
    const location = response.headers.get('location');
    at = location === null ? at : new URL(location, at).href;
    if (at.startsWith(returnAddress)) break;
    response = await go(at, location === null ? postForm({ username: user }) : undefined);
  }
  return at;
}
