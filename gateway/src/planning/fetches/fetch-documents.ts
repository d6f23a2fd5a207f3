import { type OperationDefinitionNode, parse, print, stripIgnoredCharacters } from 'graphql';

/**
 * The operations of a plan's fetches: each text is parsed once, however many look at it while the plan is made and compiled.
 * Once disposed of it remembers nothing, for a syntax tree takes many times the memory of its text, and plans live long.
 */
export interface FetchDocuments extends Disposable {
  read(text: string): OperationDefinitionNode;
  /** Writes the text of an operation, which need not be parsed then. */
  write(operation: OperationDefinitionNode): string;
}

export function createFetchDocuments(): FetchDocuments {
  const known = new Map<string, OperationDefinitionNode>();
  let isOver = false;

  function remember(text: string, operation: OperationDefinitionNode): void {
    if (!isOver) known.set(text, operation);
  }

  return {
    read(text) {
      const read = known.get(text) ?? readOperation(text);
      remember(text, read);
      return read;
    },
    write(operation) {
      const text = stripIgnoredCharacters(print(operation));
      remember(text, operation);
      return text;
    },
    [Symbol.dispose]() {
      isOver = true;
      known.clear();
    },
  };
}

/** Reads the one operation of a text. */
export function readOperation(text: string): OperationDefinitionNode {
  return parse(text, { noLocation: true }).definitions[0] as OperationDefinitionNode;
}
