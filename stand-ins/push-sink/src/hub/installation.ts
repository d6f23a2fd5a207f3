import { z } from 'zod';
import { HubError } from '../protocol/hub-error.ts';

/** Platforms of installations, by the names that native notifications have for them. */
export const platforms = { apns: 'apple', fcmv1: 'fcmv1', wns: 'windows', browser: 'browser' } as const;

const tag = z
  .string()
  .regex(/^[\w@#.:-]{1,120}$/, { error: 'a tag has up to 120 letters, digits and _@#.:-' });
const tags = z.array(tag).max(60);
const handle = z.string().min(1);
const template = z.object({
  body: z.string().min(1),
  headers: z.record(z.string(), z.string()).default({}),
  tags: tags.default([]),
});

const common = {
  installationId: z.string().regex(/^[\w@#.:=-]{1,200}$/),
  userId: z
    .string()
    .regex(/^[\w@#.:=-]+$/)
    .optional(),
  tags: tags.default([]),
  templates: z.record(z.string(), template).default({}),
};

const schema = z.discriminatedUnion('platform', [
  z.object({ ...common, platform: z.literal('apns'), pushChannel: handle }),
  z.object({ ...common, platform: z.literal('fcmv1'), pushChannel: handle }),
  z.object({ ...common, platform: z.literal('wns'), pushChannel: z.url() }),
  z.object({
    ...common,
    platform: z.literal('browser'),
    pushChannel: z.object({ endpoint: z.url(), p256dh: handle, auth: handle }),
  }),
]);

/** A device as the hub knows it: https://learn.microsoft.com/rest/api/notificationhubs/create-overwrite-installation */
export type Installation = z.output<typeof schema>;

/** @throws {HubError} 400 that names what is wrong, for an id that is not the path's too. */
export function parseInstallation(body: unknown, id: string): Installation {
  const result = schema.safeParse(body);
  if (!result.success)
    throw new HubError(400, `The installation is not valid: ${z.prettifyError(result.error)}.`);
  if (result.data.installationId === id) return result.data;
  throw new HubError(400, 'The installationId is not that of the address.');
}

const patchesSchema = z.array(
  z.object({
    op: z.enum(['add', 'remove', 'replace']),
    path: z.string().startsWith('/'),
    value: z.unknown().optional(),
  }),
);

/**
 * Applies the patches that the service knows: to a field, to a template by name, to one tag
 * (https://learn.microsoft.com/rest/api/notificationhubs/update-installation).
 * @throws {HubError} 400
 */
export function patchInstallation(installation: Installation, body: unknown): Installation {
  const patches = patchesSchema.safeParse(body);
  if (!patches.success) throw new HubError(400, 'The patch is no list of add, remove and replace.');
  const patched: Record<string, unknown> = structuredClone(installation);
  for (const { op, path, value } of patches.data) applyPatch(patched, { op, path, value: readValue(value) });
  return parseInstallation(patched, installation.installationId);
}

/** The SDK sends every value as a string, one that is a structure as JSON. */
function readValue(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

interface Patch {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value: unknown;
}

function applyPatch(target: Record<string, unknown>, { op, path, value }: Patch): void {
  const [field = '', name] = path.slice(1).split('/');
  if (field === 'tags' && !Array.isArray(value)) {
    const others = (target['tags'] as string[]).filter((each) => each !== (name ?? value));
    target['tags'] = op === 'remove' ? (name ? others : []) : [...others, value];
  } else if (name !== undefined) {
    const entries = { ...(target[field] as Record<string, unknown>) };
    if (op === 'remove') delete entries[name];
    else entries[name] = value;
    target[field] = entries;
  } else if (op === 'remove') delete target[field];
  else target[field] = value;
}
