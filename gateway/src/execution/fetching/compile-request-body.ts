import type { FetchNode } from '@apollo/query-planner';
import { createPropertyReader } from '../../values/own-property.ts';

/** Writes the JSON body of a fetch; `representations` are the elements of that list, joined by commas. */
export type WriteRequestBody = (
  variables: Readonly<Record<string, unknown>>,
  representations?: string,
) => string;

export interface CompiledRequest {
  readonly text: string;
  readonly name: string | undefined;
  readonly writeBody: WriteRequestBody;
}

/** Compiles everything of a request's body that does not depend on the request. */
export function compileRequestBody({
  operation,
  operationName,
  variableUsages,
}: Pick<FetchNode, 'operation' | 'operationName' | 'variableUsages'>): CompiledRequest {
  // The planner numbers the operations of a plan; without numbers equal operations have equal texts.
  const name = operationName?.replace(/__\d+$/, '');
  const text = operationName && name ? operation.replace(operationName, name) : operation;
  const head = `{"query":${JSON.stringify(text)}${name ? `,"operationName":${JSON.stringify(name)}` : ''}`;
  const usages = (variableUsages ?? []).map((variable) => ({
    read: createPropertyReader(variable),
    prefix: `${JSON.stringify(variable)}:`,
  }));

  function writeBody(variables: Readonly<Record<string, unknown>>, representations = ''): string {
    let members = representations;
    for (const { read, prefix } of usages) {
      const value = read(variables);
      if (value === undefined) continue;
      members += `${members === '' ? '' : ','}${prefix}${JSON.stringify(value)}`;
    }
    return members === '' ? `${head}}` : `${head},"variables":{${members}}}`;
  }

  return { text, name, writeBody };
}
