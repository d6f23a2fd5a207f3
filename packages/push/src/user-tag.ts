import { createHash } from 'node:crypto';

/** Up to 120 characters of these may be in a tag; what is before the id is part of it. */
const fitsTag = /^[\w@#.:-]{1,100}$/;

/** The tag of all installations of a user; an id that cannot be part of a tag gives way to its hash. */
export function userTag(userId: string): string {
  if (fitsTag.test(userId)) return `user:${userId}`;
  return `user-hash:${createHash('sha256').update(userId).digest('hex')}`;
}
