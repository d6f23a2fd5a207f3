import type { HeaderMap as ApolloHeaderMap } from '@apollo/server';

class LowerCaseMap extends Map<string, string> {
  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }
  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), value);
  }
  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }
  override delete(name: string): boolean {
    return super.delete(name.toLowerCase());
  }
}

/**
 * Headers as Apollo Server's plugins expect them: names in any case. Apollo Server's own comes with the whole of it, a tenth of
 * a second of each start.
 */
export const HeaderMap = LowerCaseMap as unknown as new (
  entries?: Iterable<readonly [string, string]>,
) => ApolloHeaderMap;
