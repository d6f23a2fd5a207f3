/** https://datatracker.ietf.org/doc/html/rfc4648#section-5, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Text in UTF-8 that was written so. */
export function fromBase64url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const escaped = [...binary].map((each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return decodeURIComponent(escaped.join(''));
}
