import { createHash, randomBytes } from 'node:crypto';

/** 256 bits that nobody guesses. */
export function createSessionId(): string {
  return randomBytes(32).toString('base64url');
}

/** What a session is kept under: who reads the store has no cookie by it. */
export function hashSessionId(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

/** Whether a text could be an id. */
export function isSessionId(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
