/** What nobody should be sent, by its form. */
const forms: Readonly<Record<string, RegExp>> = {
  'e-mail address': /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi,
  'access token': /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  credentials: /\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}/gi,
  'key of a connection string': /\b(?:AccountKey|SharedAccessKey)=[^;\s"(]{6,}/gi,
  'password of an address': /:\/\/[^/\s:@"]+:[^/\s@"(]+@/g,
};

/** Finds what has the form of a secret in a text, and the secrets that are known. */
export function findSecrets(text: string, known: Readonly<Record<string, string>>): readonly string[] {
  const ofForm = Object.entries(forms).flatMap(([name, form]) =>
    [...text.matchAll(form)].map(({ 0: found, index }) => describe(name, text, index, found.length)),
  );
  const ofKnown = Object.entries(known).flatMap(([name, secret]) => {
    const index = text.indexOf(secret);
    return index < 0 ? [] : [describe(name, text, index, secret.length)];
  });
  return [...ofForm, ...ofKnown];
}

function describe(name: string, text: string, index: number, length: number): string {
  return `${name}: …${text.slice(Math.max(0, index - 120), index + length + 40)}…`;
}
