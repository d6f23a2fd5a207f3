import { badRequest } from '../cosmos-error.ts';

/**
 * The id of a database or container that is to be made.
 *
 * @throws BadRequest where it is missing, or has a character that a URL keeps for itself
 */
export function checkResourceId(body: unknown): string {
  const id = typeof body === 'object' && body !== null ? (body as { id?: unknown }).id : undefined;
  if (typeof id !== 'string' || id === '')
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing");
  if (/[/\\?#]/.test(id) || id.endsWith(' ') || id.length > 255)
    throw badRequest(
      `The input name '${id}' is invalid. Ensure to provide a unique non-empty string less than '255' characters, without '/', '\\', '?' and '#'.`,
    );
  return id;
}
