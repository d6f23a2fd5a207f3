const token = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
const plainText = /^[\t\x20-\x7e]*$/;
const anyText = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Names that were found to be right; who forwards what clients call their headers must not fill memory. */
const knownNames = new Set<string>();
const maxKnownNames = 1_000;

/** What says how a message is sent; who sets it himself is served by a client that can do more. */
const framing: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Writes header lines; undefined where one says something of the framing, or is more than ASCII.
 * @throws TypeError for what is no header
 */
export function writeFields(headers: Readonly<Record<string, string>>): string | undefined {
  let text = '';
  for (const name in headers) {
    const value = headers[name] as unknown;
    if (!knownNames.has(name) && !isUsualName(name)) return undefined;
    if (typeof value !== 'string') return undefined;
    if (!checkValue(name, value)) return undefined;
    text += `${name}: ${value}\r\n`;
  }
  return text;
}

/**
 * Whether a value is ASCII alone.
 * @throws TypeError for one that no header may have
 */
export function checkValue(name: string, value: string): boolean {
  if (plainText.test(value)) return true;
  if (!anyText.test(value))
    throw new TypeError(`The header "${name}" has characters that no header may have.`);
  return false;
}

/** Whether it can be the name of a header. */
export function isToken(name: string): boolean {
  return token.test(name);
}

function isUsualName(name: string): boolean {
  if (!isToken(name)) throw new TypeError(`"${name}" is no name of a header.`);
  if (framing.has(name.toLowerCase())) return false;
  if (knownNames.size < maxKnownNames) knownNames.add(name);
  return true;
}
