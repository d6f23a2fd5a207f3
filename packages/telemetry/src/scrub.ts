/** What nobody but its owner should read, wherever it stands in a text: access tokens, credentials, addresses of people. */
const secrets: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '(token)'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 (removed)'],
  [/([?&;](?:sig|key|code|token|access_token|password|secret|client_secret)=)[^&;\s"]+/gi, '$1(removed)'],
  [/\b(AccountKey|SharedAccessKey|Password|Pwd)=[^;\s"]+/gi, '$1=(removed)'],
  [/:\/\/[^/\s:@"]+:[^/\s@"]+@/g, '://(removed)@'],
  [/[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi, '(address)'],
];

/** What a text has in it that has one of them: most have nothing of the sort, and are looked at once. */
const suspicious = /eyJ|bearer|basic|=|@|%40/i;

/** Takes out of a text what is a secret by its form. */
export function scrub(text: string): string {
  if (text.length < 5 || !suspicious.test(text)) return text;
  let scrubbed = text;
  for (const [pattern, instead] of secrets) scrubbed = scrubbed.replace(pattern, instead);
  return scrubbed;
}
