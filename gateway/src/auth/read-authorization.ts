/**
 * Finds the access token of an operation that came over a WebSocket, the most particular place first: the operation's
 * `extensions.headers`, then the payload of `connection_init`, either of its own or its `headers`, then the headers of
 * the handshake. Names of headers may be in any case.
 */
export function readAuthorization(places: {
  readonly extensions: unknown;
  readonly connectionParams: unknown;
  readonly headers: Readonly<Record<string, string>>;
}): string | undefined {
  const { extensions, connectionParams, headers } = places;
  return (
    find(member(extensions, 'headers')) ??
    find(connectionParams) ??
    find(member(connectionParams, 'headers')) ??
    headers['authorization']
  );
}

function find(holder: unknown): string | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined;
  for (const [name, value] of Object.entries(holder)) {
    if (name.toLowerCase() === 'authorization' && typeof value === 'string') return value;
  }
  return undefined;
}

function member(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? (holder as Record<string, unknown>)[name]
    : undefined;
}
