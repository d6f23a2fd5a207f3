/** Of which the first counts here, and another one may elsewhere. */
const single = new Set(['authorization', 'content-type']);

/** The first header of those that may come once that comes again; `rawHeaders` are names and values in turn. */
export function findRepeatedHeader(rawHeaders: readonly string[]): string | undefined {
  let seen: string[] | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const written = rawHeaders[at] as string;
    // Most headers are of another length, which is quicker to see.
    if (written.length !== 12 && written.length !== 13) continue;
    const name = written.toLowerCase();
    if (!single.has(name)) continue;
    if (seen?.includes(name)) return name;
    seen = seen ? [...seen, name] : [name];
  }
  return undefined;
}
