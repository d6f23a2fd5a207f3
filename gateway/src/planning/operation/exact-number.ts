/** Not in the types of TypeScript yet: https://tc39.es/proposal-json-parse-with-source/#sec-json.rawjson */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/**
 * The number that a JSON text stands for. Where that would be written differently, as 9007199254740993 and 1.10 are, it
 * is what `JSON.stringify` writes as the very text: a scalar may be of any precision.
 */
export function exactNumber(text: string): unknown {
  const number = Number(text);
  return String(number) === text ? number : rawJSON(text);
}
