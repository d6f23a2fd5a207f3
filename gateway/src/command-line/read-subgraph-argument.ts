export interface SubgraphArgument {
  readonly name: string;
  /** Where it is served. */
  readonly url: string;
  /** A file with its schema; without it the running subgraph is asked. */
  readonly file: string | undefined;
}

/** Reads `name=url` for a running subgraph and `name=file,url` for a file. */
export function readSubgraphArgument(argument: string): SubgraphArgument | undefined {
  const [, name = '', file, url = ''] = /^([^=]+)=(?:(.+),)?(https?:\/\/.+)$/.exec(argument) ?? [];
  return name === '' ? undefined : { name, url, file };
}
