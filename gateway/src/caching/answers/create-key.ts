import { hash as hashText } from 'node:crypto';
import type { OperationIdentity } from './identify-operation.ts';

/** The key of an answer: for everybody, or for one caller. */
export function createKey({ request }: OperationIdentity, owner: string | null): string {
  return owner === null ? `response:${request}` : `response:${hash(`${request} ${owner}`)}`;
}

function hash(text: string): string {
  return hashText('sha256', text, 'base64url');
}
