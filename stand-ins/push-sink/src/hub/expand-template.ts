import { HubError } from '../protocol/hub-error.ts';
import { escapeXml, unescapeXml } from '../protocol/xml-text.ts';

/** What a template notification carries: names without regard to case. */
export type TemplateProperties = Readonly<Record<string, string>>;

type Read = (name: string) => string;

const reference = String.raw`([$.%#])\(\s*([\w-]+)\s*(?:,\s*(\d+)\s*)?\)`;
const wholeReference = new RegExp(`^${reference}$`);
const term = new RegExp(String.raw`\s*(?:${reference}|'([^']*)'|"([^"]*)")\s*(\+|$)`, 'y');
const jsonNumber = /^(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Fills a template in: each string of a JSON body, each text and attribute of an XML body, that is an expression
 * (https://learn.microsoft.com/azure/notification-hubs/notification-hubs-templates-cross-platform-push-messages#template-expression-language).
 * @throws {HubError} 400 for a body that is neither, and for what is no expression between braces.
 */
export function expandTemplate(body: string, properties: TemplateProperties): string {
  const read = createReader(properties);
  if (body.trimStart().startsWith('<')) {
    return body.replace(/>([^<>]+)<|="([^"]*)"/g, (all, text?: string, attribute?: string) => {
      const source = text ?? attribute ?? '';
      const filled = expandText(unescapeXml(source.trim()), read);
      if (filled === undefined) return all;
      return text === undefined ? `="${escapeXml(filled)}"` : `>${escapeXml(filled)}<`;
    });
  }
  try {
    return JSON.stringify(expandJson(JSON.parse(body), read));
  } catch (error) {
    if (error instanceof SyntaxError) throw new HubError(400, 'The template is neither JSON nor XML.');
    throw error;
  }
}

/** Fills in a value of a template's header; what is no expression stays as it is. */
export function expandHeader(value: string, properties: TemplateProperties): string {
  return expandText(value, createReader(properties)) ?? value;
}

function createReader(properties: TemplateProperties): Read {
  const byName = new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => byName.get(name.toLowerCase()) ?? '';
}

function expandJson(value: unknown, read: Read): unknown {
  if (Array.isArray(value)) return value.map((entry) => expandJson(entry, read));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, expandJson(entry, read)]));
  }
  if (typeof value !== 'string') return value;
  const filled = expandText(value, read);
  if (value.startsWith('#(') && filled !== undefined && jsonNumber.test(filled)) return Number(filled);
  return filled ?? value;
}

/** undefined for text that is no expression. */
function expandText(text: string, read: Read): string | undefined {
  const whole = wholeReference.exec(text);
  if (whole) return evaluate(whole, read);
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  const inner = text.slice(1, -1);
  let result = '';
  term.lastIndex = 0;
  while (true) {
    const match = term.exec(inner);
    if (!match) throw new HubError(400, `The template expression ${text} is not valid.`);
    const [, kind, , , single, double, operator] = match;
    result += kind === undefined ? (single ?? double ?? '') : evaluate(match, read);
    if (operator === '') return result;
  }
}

/** `$(name)`, `$(name, n)` cut off, `.(name, n)` cut off with three dots, `%(name)` URI-encoded, `#(name)` a number. */
function evaluate([, kind, name = '', length]: RegExpExecArray, read: Read): string {
  const value = read(name);
  if (kind === '%') return encodeURIComponent(value);
  if (length === undefined || value.length <= Number(length)) return value;
  return kind === '.'
    ? `${value.slice(0, Math.max(0, Number(length) - 3))}...`
    : value.slice(0, Number(length));
}
