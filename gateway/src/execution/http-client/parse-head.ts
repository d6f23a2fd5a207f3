/** The head of an answer, as far as it is not the caller's alone: https://www.rfc-editor.org/rfc/rfc9112 */
export interface ReplyHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** How many bytes follow, or how their end is told. */
  readonly body: number | 'chunked' | 'to the end';
  /** How long the connection may be idle afterwards, in milliseconds; 0 where it must not be used again. */
  readonly idleMs: number;
}

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: .*)?$/;
const field = /^([!#$%&'*+\-.^_`|~\dA-Za-z]+):[ \t]*(.*)$/;
const length = /^\d{1,15}$/;
/** What stands in no line: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const control = /[\0\r\n]/;

const defaultIdleMs = 4_000;
const longestIdleMs = 600_000;
/** A server closes after the time that it tells, and what has been sent by then is lost. */
const marginMs = 2_000;

/**
 * Parses the head of an answer, without the empty line that ends it. What could be read in two ways is refused, since who stands
 * between might read it in the other.
 * @throws Error for what is not HTTP/1.1 or 1.0
 */
export function parseHead(text: string): ReplyHead {
  const lines = text.split('\r\n');
  const [, minor, code] = statusLine.exec(lines[0] ?? '') ?? [];
  if (code === undefined) throw new Error('The answer has no status line.');
  const headers: Record<string, string | string[]> = {};
  for (let index = 1; index < lines.length; index += 1) addField(headers, lines[index] ?? '');
  const status = Number(code);
  const body = findBody(status, headers, minor === '0');
  return { status, headers, body, idleMs: body === 'to the end' ? 0 : findIdleMs(headers, minor === '0') };
}

function addField(headers: Record<string, string | string[]>, line: string): void {
  const [, name, rest] = field.exec(line) ?? [];
  if (name === undefined || rest === undefined || control.test(line))
    throw new Error('The answer has a header that is none.');
  const key = name.toLowerCase();
  const value = rest.endsWith(' ') || rest.endsWith('\t') ? rest.replace(/[ \t]+$/, '') : rest;
  const known = Object.hasOwn(headers, key) ? headers[key] : undefined;
  if (known === undefined) headers[key] = value;
  else if (typeof known === 'string') headers[key] = [known, value];
  else known.push(value);
}

function findBody(status: number, headers: ReplyHead['headers'], isOld: boolean): ReplyHead['body'] {
  const { 'transfer-encoding': coding, 'content-length': bytes } = headers;
  if (status < 200 || status === 204 || status === 304) return 0;
  if (coding !== undefined) {
    if (bytes !== undefined || isOld || String(coding).toLowerCase() !== 'chunked')
      throw new Error('The answer does not tell where it ends.');
    return 'chunked';
  }
  if (bytes === undefined) return 'to the end';
  if (typeof bytes !== 'string' || !length.test(bytes))
    throw new Error('The answer does not tell how long it is.');
  return Number(bytes);
}

function findIdleMs(headers: ReplyHead['headers'], isOld: boolean): number {
  const { connection, 'keep-alive': hint } = headers;
  const says = connection === undefined ? '' : String(connection).toLowerCase();
  if (says.includes('close') || (isOld && !says.includes('keep-alive'))) return 0;
  const seconds = hint === undefined ? undefined : /timeout=(\d{1,9})/i.exec(String(hint))?.[1];
  if (seconds === undefined) return defaultIdleMs;
  return Math.min(Math.max(0, 1_000 * Number(seconds) - marginMs), longestIdleMs);
}
