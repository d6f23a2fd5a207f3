import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import { type Environment, parseConfig } from '@headgate/service/parse-config.ts';
import { redisConfig } from '../config/config.ts';
import { openPublishedManifests, type PublishedManifests } from '../documents/open-published-manifests.ts';
import { parseManifest } from '../documents/parse-manifest.ts';

/** What to do with the manifests in Redis. */
export type DocumentsCommand =
  | { readonly action: 'publish'; readonly file: string; readonly name: string | undefined }
  | { readonly action: 'list' }
  | { readonly action: 'remove'; readonly name: string };

export interface DocumentsCommandOptions {
  readonly env: Environment;
  readonly say: (line: string) => void;
}

/** How long Redis may take to answer the first time, in milliseconds. */
const connectDeadlineMs = 10_000;

/**
 * Publishes, lists or removes manifests in Redis.
 * @throws ConfigError, ServiceError `PERSISTED_DOCUMENTS_INVALID` or `CACHE_UNAVAILABLE`, Error when there is no such manifest
 */
export async function runDocumentsCommand(
  command: DocumentsCommand,
  { env, say }: DocumentsCommandOptions,
): Promise<void> {
  const config = parseConfig(redisConfig, env);
  const settings = readRedisSettings(config.redis);
  if (!settings) throw new Error('REDIS_URL: expected, since manifests are published in Redis');
  const text = command.action === 'publish' ? await readFile(command.file, 'utf8') : '';
  const count = command.action === 'publish' ? parseManifest(text).length : 0;
  await using manifests = openPublishedManifests({ ...settings, prefix: config.prefix });
  await manifests.ready(connectDeadlineMs);
  if (command.action === 'publish') {
    const name = command.name ?? basename(command.file, '.json');
    await manifests.publish(name, text);
    say(`published ${name}: ${count} documents`);
  } else if (command.action === 'list') {
    await list(manifests, say);
  } else {
    if (!(await manifests.remove(command.name))) throw new Error(`There is no manifest "${command.name}"`);
    say(`removed ${command.name}`);
  }
}

async function list(manifests: PublishedManifests, say: (line: string) => void): Promise<void> {
  const texts = [...(await manifests.readAll())].sort(([one], [other]) => (one < other ? -1 : 1));
  if (texts.length === 0) say('no manifests are published');
  for (const [name, text] of texts) {
    say(name);
    for (const { id, name: operation, clientName } of parseManifest(text)) {
      say(`  ${id} ${operation}${clientName === null ? '' : ` (${clientName})`}`);
    }
  }
}
