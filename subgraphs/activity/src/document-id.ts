/**
 * Makes a document's id of a client's id: Cosmos DB takes 1,023 bytes and neither `/`, `\`, `?` nor `#`
 * (https://learn.microsoft.com/rest/api/cosmos-db/documents). Ids such as UUIDs stay as they are, so that they
 * read well; others are encoded behind a `~`, which no id that stays begins with: different ids never become one.
 */
export function toDocumentId(id: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/.test(id) ? id : `~${Buffer.from(id).toString('base64url')}`;
}
