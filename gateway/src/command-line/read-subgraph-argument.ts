import { isUnixAddress, readUnixAddress } from '../values/unix-address.ts';

export interface SubgraphArgument {
  readonly name: string;
  /** Where it is served. */
  readonly url: string;
  /** A file with its schema; without it the running subgraph is asked. */
  readonly file: string | undefined;
}

/** Reads `name=url` for a running subgraph and `name=file,url` for a file. */
export function readSubgraphArgument(argument: string): SubgraphArgument | undefined {
  const [, name = '', file, url = ''] = /^([^=]+)=(?:(.+),)?((?:https?|unix):\/\/.+)$/.exec(argument) ?? [];
  const isWrong = name === '' || (isUnixAddress(url) && readUnixAddress(url).problem !== undefined);
  return isWrong ? undefined : { name, url, file };
}
