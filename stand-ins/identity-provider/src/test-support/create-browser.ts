/** A browser as far as redirects, forms and cookies go. */
export interface TestBrowser {
  /** Goes to an address and where that sends it, until there is a page, or an address that begins with `stopAt`. */
  go(url: string, options?: GoOptions): Promise<Visit>;
  cookiesOf(origin: string): string;
}

export interface GoOptions {
  readonly form?: Readonly<Record<string, string>>;
  readonly stopAt?: string;
}

export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export function createBrowser(): TestBrowser {
  const jars = new Map<string, Map<string, string>>();
  const cookiesOf = (origin: string) =>
    [...(jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');

  function keep(origin: string, headers: Headers): void {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/; */);
      const at = pair.indexOf('=');
      const isGone = attributes.some((each) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(each));
      if (isGone) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  async function go(url: string, { form, stopAt }: GoOptions = {}): Promise<Visit> {
    const { origin } = new URL(url);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: cookiesOf(origin) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    keep(origin, response.headers);
    const text = await response.text();
    const location = response.headers.get('location');
    if (!location) return { url, status: response.status, headers: response.headers, text };
    const next = new URL(location, url).href;
    return stopAt !== undefined && next.startsWith(stopAt)
      ? { url: next, status: response.status, headers: response.headers, text }
      : go(next, stopAt === undefined ? {} : { stopAt });
  }

  return { go, cookiesOf };
}
