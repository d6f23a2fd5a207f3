const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Makes text fit for an XML text or attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** The opposite of {@link escapeXml}. */
export function unescapeXml(text: string): string {
  return text.replace(/&(\w+);/g, (all, name: string) => characters[name] ?? all);
}
