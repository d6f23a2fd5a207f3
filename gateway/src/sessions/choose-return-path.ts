/** Where somebody may be sent after signing in: to a path of ours, and nowhere else. */
export function chooseReturnPath(wanted: string | null): string {
  if (wanted === null || !/^\/(?![/\\])/.test(wanted)) return '/';
  const base = 'http://own.invalid';
  const url = URL.parse(wanted, base);
  return url?.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}
