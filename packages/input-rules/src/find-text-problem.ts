/**
 * Says what a text must be that it is not; undefined for one that every store gives back as it was: PostgreSQL holds no
 * NUL, and half of a surrogate pair has no form in UTF-8.
 */
export function findTextProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'expected text without the character NUL (U+0000)';
  if (!text.isWellFormed()) return 'expected well-formed Unicode, without halves of surrogate pairs';
  return undefined;
}
