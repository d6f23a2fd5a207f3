import type { Evaluate } from './evaluate.ts';

/**
 * Compiles `value LIKE pattern`: `%` is any text, `_` one character, `[a-c]` and `[^a-c]` one of a set.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/like
 */
export function compileLike(value: Evaluate, pattern: Evaluate, escaping: Evaluate | undefined): Evaluate {
  let last: { text: string; mark: unknown; expression: RegExp } | undefined;
  return (row) => {
    const subject = value(row);
    const text = pattern(row);
    const mark = escaping?.(row);
    if (typeof subject !== 'string' || typeof text !== 'string') return undefined;
    if (last?.text !== text || last.mark !== mark)
      last = { text, mark, expression: toRegExp(text, typeof mark === 'string' ? mark : undefined) };
    return last.expression.test(subject);
  };
}

const literal = (character: string) => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

function toRegExp(pattern: string, mark: string | undefined): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    const set = character === '[' ? /^\[(\^?)([^\]]+)\]/.exec(pattern.slice(index)) : null;
    if (character === mark && index + 1 < pattern.length) {
      index += 1;
      source += literal(pattern.charAt(index));
    } else if (set) {
      source += `[${set[1]}${set[2]?.replace(/[\\[\]]/g, '\\$&')}]`;
      index += set[0].length - 1;
    } else if (character === '%') source += '.*';
    else if (character === '_') source += '.';
    else source += literal(character);
  }
  return new RegExp(`^${source}$`, 's');
}
