import { type Location, syntaxError } from './query-error.ts';

export type Token = Location &
  (
    | { kind: 'word'; text: string; upper: string }
    | { kind: 'number' | 'string'; text: string; value: number | string }
    | { kind: 'parameter' | 'symbol' | 'end'; text: string }
  );

const pattern =
  /(?<space>\s+|--[^\n]*)|(?<number>(?:0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))|(?<word>[a-z_][\w$]*)|(?<parameter>@[\w]+)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<symbol>>>>|<<|>>|<=|>=|!=|<>|\?\?|\|\||[()[\]{},.:?=<>+\-*/%|&^~])/iy;

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function textOf(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, code?: string, character = '') =>
      code === undefined
        ? (escapes[character as string] ?? character)
        : String.fromCharCode(Number.parseInt(code, 16)),
    );
}

/**
 * Splits a query's text into tokens, the last of kind `end`.
 *
 * @throws BadRequest SC1001 at a character that begins none
 */
export function tokenizeQuery(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < text.length) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match?.groups) throw syntaxError(text.charAt(start), { start, end: start + 1 });
    const [found] = match;
    const { groups } = match;
    const at = { start, end: start + found.length, text: found };
    start = at.end;
    if (groups['space'] !== undefined) continue;
    if (groups['word'] !== undefined) tokens.push({ ...at, kind: 'word', upper: found.toUpperCase() });
    else if (groups['number'] !== undefined) tokens.push({ ...at, kind: 'number', value: Number(found) });
    else if (groups['string'] !== undefined) tokens.push({ ...at, kind: 'string', value: textOf(found) });
    else tokens.push({ ...at, kind: groups['parameter'] === undefined ? 'symbol' : 'parameter' });
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}
