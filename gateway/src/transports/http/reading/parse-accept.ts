/** One range of an `Accept` header, or of one of its kind, in lower case. */
export interface AcceptedRange {
  readonly type: string;
  /** From 0, not acceptable, to 1. */
  readonly weight: number;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * The ranges of an `Accept` header, the best first: by `q`, then as they stand
 * (https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2). Values may be quoted.
 */
export function parseAccept(accept: string): readonly AcceptedRange[] {
  return split(accept.toLowerCase(), ',')
    .map((text) => {
      const [type = '', ...rest] = split(text, ';');
      const parameters = new Map(rest.map(parseParameter));
      const q = parameters.get('q');
      return { type, parameters, weight: q === undefined ? 1 : Number(q) || 0 };
    })
    .toSorted((one, other) => other.weight - one.weight);
}

/** At separators that no quotes enclose. */
function split(text: string, separator: ',' | ';'): string[] {
  const pattern = separator === ',' ? /(?:[^,"]|"(?:\\.|[^"\\])*"?)+/g : /(?:[^;"]|"(?:\\.|[^"\\])*"?)+/g;
  return (text.match(pattern) ?? []).map((part) => part.trim());
}

function parseParameter(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) return [text, ''];
  const value = text.slice(at + 1).trim();
  return [text.slice(0, at).trim(), value.startsWith('"') ? value.slice(1, -1) : value];
}
