import { watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/**
 * Reads manifests from disk, and again when they change. The directory is watched, not the file: a mounted ConfigMap
 * changes by moving a symbolic link beside it.
 */
export function watchManifests({ path, logger, settleMs = 100 }: WatchManifestsOptions): ManifestSource {
  return {
    async start(offer) {
      offer(await readManifests(path));
      let timer: NodeJS.Timeout | undefined;
      let reading = Promise.resolve();
      const readAgain = async () => {
        try {
          offer(await readManifests(path));
        } catch (error) {
          logger.warn({ err: error, path }, 'persisted documents refused, the last good ones stay');
        }
      };
      const directory = (await stat(path)).isDirectory() ? path : dirname(path);
      const watcher = watch(directory, () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          reading = reading.then(readAgain);
        }, settleMs);
      });
      watcher.on('error', (error) => {
        logger.warn({ err: error, path }, 'persisted documents are no longer watched for changes');
      });
      return {
        async [Symbol.asyncDispose]() {
          watcher.close();
          clearTimeout(timer);
          await reading;
        },
      };
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
  return readFile(file, 'utf8').catch((cause: unknown) => {
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
