/** What the server says of the connection, and of where a body ends: said otherwise, a client waits for ever. */
export const framingHeaders: readonly string[] = [
  'connection',
  'content-length',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
