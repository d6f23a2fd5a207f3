import { createHmac, randomBytes } from 'node:crypto';

/** As many characters as tell a billion people apart. */
const length = 16;

/**
 * Makes names for ids of people and of their sessions that nobody without the key can lead back to them. Without one they differ
 * from process to process.
 */
export function createPseudonymise(key: string | undefined): (id: string) => string {
  const secret = key ?? randomBytes(32);
  return (id) => createHmac('sha256', secret).update(id).digest('base64url').slice(0, length);
}
