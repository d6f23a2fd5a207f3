import { HubError } from '../protocol/hub-error.ts';

/** Tells whether the tags of an installation fit an expression. */
export type TagMatcher = (tags: ReadonlySet<string>) => boolean;

/** 120 characters of these; the hub's own tags, such as `$InstallationId:{…}`, begin with a dollar sign. */
const token = /\s*(?:(&&|\|\||!|\(|\))|(\$\w+:\{[^}]{1,120}\}|[\w@#.:-]{1,120}(?![\w@#.:-])))/y;

/** Most tags of an expression: https://learn.microsoft.com/azure/notification-hubs/notification-hubs-tags-segment-push-message#tag-expressions */
const maxTags = { alternatives: 20, other: 6 };

/**
 * Compiles an expression of tags with `&&`, `||`, `!` and parentheses; `!` binds closest, `||` least.
 * @throws {HubError} 400 for what is no expression, and for one of too many tags.
 */
export function compileTagExpression(expression: string): TagMatcher {
  const tokens = tokenize(expression);
  let next = 0;
  const fail = () => new HubError(400, `The supplied tag expression is invalid near token ${next + 1}.`);
  const take = (operator: string) => tokens[next] === operator && ++next > 0;

  const parseAlternatives = (): TagMatcher => {
    const parts = [parseAll()];
    while (take('||')) parts.push(parseAll());
    return (tags) => parts.some((matches) => matches(tags));
  };
  const parseAll = (): TagMatcher => {
    const parts = [parseOne()];
    while (take('&&')) parts.push(parseOne());
    return (tags) => parts.every((matches) => matches(tags));
  };
  const parseOne = (): TagMatcher => {
    if (take('!')) {
      const matches = parseOne();
      return (tags) => !matches(tags);
    }
    if (take('(')) {
      const inner = parseAlternatives();
      if (!take(')')) throw fail();
      return inner;
    }
    const tag = tokens[next];
    if (tag === undefined || isOperator(tag)) throw fail();
    next += 1;
    return (tags) => tags.has(tag);
  };
  const matches = parseAlternatives();
  if (next < tokens.length) throw fail();
  return matches;
}

const isOperator = (text: string) => /^(&&|\|\||!|\(|\))$/.test(text);

function tokenize(expression: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < expression.trimEnd().length) {
    token.lastIndex = at;
    const match = token.exec(expression);
    if (!match) throw new HubError(400, `The supplied tag expression is invalid at character ${at + 1}.`);
    tokens.push(match[1] ?? match[2] ?? '');
    at = token.lastIndex;
  }
  const count = tokens.filter((text) => !isOperator(text)).length;
  const limit = tokens.every((text) => !isOperator(text) || text === '||')
    ? maxTags.alternatives
    : maxTags.other;
  if (count > limit) {
    throw new HubError(400, `The supplied tag expression has ${count} tags: up to ${limit} are allowed.`);
  }
  return tokens;
}
