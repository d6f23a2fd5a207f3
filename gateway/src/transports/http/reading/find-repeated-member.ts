/**
 * The first name that stands twice among the members of the outermost object of a JSON text, which has been parsed
 * before; undefined when there is none. `JSON.parse` takes the last of them, others the first: who checks a request on
 * its way here may have seen another operation than the one that runs.
 */
export function findRepeatedMember(text: string): string | undefined {
  const names = new Set<string>();
  let depth = 0;
  let expectsName = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      const end = findQuote(text, at + 1);
      if (expectsName && depth === 1) {
        const written = text.slice(at + 1, end);
        const name = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
        if (names.has(name)) return name;
        names.add(name);
        expectsName = false;
      }
      at = end;
    } else if (char === openBrace || char === openBracket) {
      depth += 1;
      expectsName = depth === 1 && char === openBrace;
    } else if (char === closeBrace || char === closeBracket) depth -= 1;
    else if (char === comma && depth === 1) expectsName = true;
  }
  return undefined;
}

const quote = 34;
const comma = 44;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

function findQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from); ; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
}
