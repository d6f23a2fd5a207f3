import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '@headgate/service/read-regular-file.ts';
import { watchPath } from '@headgate/service/watch-path.ts';
import { gatewayErrors } from '../errors.ts';
import type { ManifestLogger, ManifestSource } from './manifest-source.ts';
import { parseManifest } from './parse-manifest.ts';
import type { PersistedDocument } from './persisted-document.ts';

export interface WatchManifestsOptions {
  /** A manifest, or a directory of manifests that end in .json. */
  readonly path: string;
  readonly logger: ManifestLogger;
  /** How long a change must have settled before it is read, in milliseconds. Default: 100. */
  readonly settleMs?: number;
}

/** Reads manifests from disk, and again when they change. */
export function watchManifests({ path, logger, settleMs = 100 }: WatchManifestsOptions): ManifestSource {
  return {
    async start(offer) {
      offer(await readManifests(path));
      return watchPath({
        path,
        settleMs,
        async onChange() {
          try {
            offer(await readManifests(path));
          } catch (error) {
            logger.warn({ err: error, path }, 'persisted documents refused, the last good ones stay');
          }
        },
        onLost: (error) =>
          logger.warn({ err: error, path }, 'persisted documents are no longer watched for changes'),
      });
    },
  };
}

async function readManifests(path: string): Promise<readonly PersistedDocument[]> {
  const all: PersistedDocument[] = [];
  for (const file of await listFiles(path)) all.push(...parseManifest(await readText(file)));
  return all;
}

async function listFiles(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
    return names.map((name) => join(path, name));
  } catch (cause) {
    throw unreadable(cause);
  }
}

async function readText(file: string): Promise<string> {
  return readRegularFile(file).catch((cause: unknown) => {
    throw unreadable(cause);
  });
}

function unreadable(cause: unknown) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return gatewayErrors.create('PERSISTED_DOCUMENTS_INVALID', {
    message: `Persisted documents cannot be read: ${reason}`,
    cause,
  });
}
