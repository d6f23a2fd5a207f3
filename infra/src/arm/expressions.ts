/** How resources are described: by ARM's expressions for the template, or by plain values to check what comes out of them. */
export interface Arm {
  /** An expression without its brackets, such as `resourceGroup().location`; inside another string it is inserted. */
  text(expression: string): string;
  number(expression: string): number;
  boolean(expression: string): boolean;
  list(expression: string): string[];
  /** Whether two values are the same when it is deployed. */
  equals(value: string, other: string): boolean;
  not(condition: boolean): boolean;
  /** One of two texts. */
  choose(condition: boolean, then: string, otherwise: string): string;
  /** The id of a resource of this deployment: its type, then the names of its parents and its own. */
  id(type: string, ...names: readonly string[]): string;
  /** A property of a resource that exists once it is deployed, such as `properties.clientId`. */
  read(id: string, apiVersion: string, path: string): string;
  /** The same of what stands beside its properties, such as `identity.principalId`. */
  readWhole(id: string, apiVersion: string, path: string): string;
}

export interface Template extends Arm {
  /** Replaces what stands for expressions in a resource or an output by ARM's notation. */
  resolve<Value>(value: Value): Value;
}

const token = /zz(\d+)zz/g;
const firstNumber = 7_000_000_001;

/**
 * Stands expressions in for by strings and numbers that the types and validations of the SDKs take, until
 * {@link Template.resolve}. @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
export function createExpressions(): Template {
  const expressions: string[] = [];
  /** Texts that stand for a whole list, alone in one. */
  const lists = new Set<unknown>();
  const register = (expression: string) => {
    const known = expressions.indexOf(expression);
    return known >= 0 ? known : expressions.push(expression) - 1;
  };
  const text = (expression: string) => `zz${register(expression)}zz`;
  const expand = (index: number): string =>
    (expressions[index] ?? '').replaceAll(token, (_, nested: string) => expand(Number(nested)));

  function resolveText(value: string): string {
    const found = [...value.matchAll(token)];
    if (found.length === 0) return value.startsWith('[') ? `[${value}` : value;
    const [only] = found;
    if (found.length === 1 && only?.[0] === value) return `[${expand(Number(only[1]))}]`;
    const pattern = value.replaceAll("'", "''").replaceAll(/[{}]/g, '$&$&');
    let place = 0;
    const template = pattern.replaceAll(token, () => `{${place++}}`);
    return `[format('${template}', ${found.map(([, index]) => expand(Number(index))).join(', ')})]`;
  }

  function resolve(value: unknown): unknown {
    if (typeof value === 'string') return resolveText(value);
    if (typeof value === 'number' && value >= firstNumber && value < firstNumber + expressions.length)
      return `[${expand(value - firstNumber)}]`;
    if (Array.isArray(value)) {
      const [only] = value;
      return lists.has(only) ? resolve(only) : value.map(resolve);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [resolveText(key), resolve(one)]));
  }

  return {
    text,
    number: (expression) => firstNumber + register(expression),
    // ARM reads the type of what an expression yields; TypeScript cannot.
    boolean: (expression) => text(expression) as unknown as boolean,
    list(expression) {
      const only = text(expression);
      lists.add(only);
      return [only];
    },
    equals: (value, other) => text(`equals(${quote(value)}, ${quote(other)})`) as unknown as boolean,
    choose: (condition, then, otherwise) => text(`if(${condition}, ${quote(then)}, ${quote(otherwise)})`),
    not: (condition) => text(`not(${condition})`) as unknown as boolean,
    id: (type, ...names) => text(`resourceId('${type}', ${names.map(quote).join(', ')})`),
    read: (id, apiVersion, path) =>
      text(`reference(${id}, '${apiVersion}').${path.replace(/^properties[.]/, '')}`),
    readWhole: (id, apiVersion, path) => text(`reference(${id}, '${apiVersion}', 'Full').${path}`),
    resolve: (value) => resolve(value) as typeof value,
  };
}

/** A name inside an expression: an expression itself, or text. */
function quote(name: string): string {
  if (/^zz\d+zz$/.test(name)) return name;
  const values: string[] = [];
  const pattern = name.replaceAll(token, (found) => `{${values.push(found) - 1}}`);
  return values.length > 0 ? `format('${pattern}', ${values.join(', ')})` : `'${name}'`;
}
