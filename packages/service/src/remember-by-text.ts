import { LRUCache } from 'lru-cache';

export interface RememberOptions {
  /** How many results are kept. */
  readonly max: number;
  /** Results of longer texts are not kept. Default: 4,096. */
  readonly maxLength?: number;
}

/** Makes a function of a text remember its latest results: for what clients send again and again, word by word. */
export function rememberByText<Result>(
  compute: (text: string) => Result,
  { max, maxLength = 4_096 }: RememberOptions,
): (text: string) => Result {
  const results = new LRUCache<string, { readonly result: Result }>({ max });
  return (text) => {
    const known = results.get(text);
    if (known) return known.result;
    const result = compute(text);
    if (text.length <= maxLength) results.set(text, { result });
    return result;
  };
}
