import type { FormattedExecutionResult } from 'graphql';

/** Creates the writer of responses as JSON. Operations that ran as one share their data, which is written once. */
export function createWriteResult(): (result: FormattedExecutionResult) => string {
  const texts = new WeakMap<object, string>();
  return (result) => {
    const { data, errors, extensions } = result;
    if (!data || errors || extensions) return JSON.stringify(result);
    let text = texts.get(data);
    if (text === undefined) {
      text = JSON.stringify(result);
      texts.set(data, text);
    }
    return text;
  };
}
