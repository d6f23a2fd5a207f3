/** The path of a request target, and its query with the `?`. */
export interface RequestTarget {
  readonly path: string;
  readonly search: string;
}

/** Splits the target of a request; proxies may send the absolute form (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2). */
export function splitTarget(target: string): RequestTarget {
  const from = target.startsWith('/') ? target : toOriginForm(target);
  const at = from.indexOf('?');
  return at < 0 ? { path: from, search: '' } : { path: from.slice(0, at), search: from.slice(at) };
}

function toOriginForm(target: string): string {
  const url = /^https?:\/\//i.test(target) ? URL.parse(target) : null;
  return url ? url.pathname + url.search : target;
}
