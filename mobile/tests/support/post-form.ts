/** What is sent of a form: as text, since Node's `fetch` does not know the classes that Expo puts in the place of its own. */
export const postForm = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
