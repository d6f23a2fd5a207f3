/**
 * Makes the pattern of an HTTP trigger's path, e.g. `users/{id:int}/files/{*path}`:
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#customize-the-http-endpoint
 * Of the route constraints it knows `int`, `guid` and `alpha`; any other one admits every segment.
 */
export function compileRoute(route: string): RegExp {
  const segments = route.split('/').filter(Boolean).map(compileSegment);
  return new RegExp(`^${segments.join('')}/?$`, 'i');
}

/** Answers the parameters of a path that fits the pattern, else undefined. */
export function matchRoute(pattern: RegExp, path: string): Record<string, string> | undefined {
  const match = pattern.exec(path);
  if (!match) return undefined;
  const present = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, decodeURIComponent(value)]));
}

const constraints: Readonly<Record<string, string>> = {
  int: '-?\\d+',
  guid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  alpha: '[a-z]+',
};

function compileSegment(segment: string): string {
  const parameter = /^\{(\*)?(\w+)(?::([^}?]+))?(\?)?\}$/.exec(segment);
  if (!parameter) return `/${segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
  const [, rest, name, constraint, optional] = parameter;
  const value = rest ? '.*' : (constraints[constraint ?? ''] ?? '[^/]+');
  return optional || rest ? `(?:/(?<${name}>${value}))?` : `/(?<${name}>${value})`;
}
