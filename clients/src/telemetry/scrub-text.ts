/** What nobody but its owner should read, by its form, wherever it stands; the gateway looks again. */
const secrets: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '(token)'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 (removed)'],
  [/[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi, '(address)'],
  // What stands in addresses after their path.
  [/(https?:\/\/[^\s?#)]+)[?#][^\s:)]*/gi, '$1'],
];

/** Takes secrets out of a text, and cuts it to a length. */
export const scrubText = (text: string, maxLength: number): string =>
  secrets
    .reduce((scrubbed, [pattern, instead]) => scrubbed.replace(pattern, instead), text)
    .slice(0, maxLength);
