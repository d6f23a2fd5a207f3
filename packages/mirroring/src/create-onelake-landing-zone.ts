import type { TokenCredential } from '@azure/identity';
import {
  AnonymousCredential,
  type DataLakeFileSystemClient,
  DataLakeServiceClient,
  type StoragePipelineOptions,
} from '@azure/storage-file-datalake';
import type { LandingZone } from './landing-zone.ts';

export interface OneLakeAddress {
  /** Such as `https://onelake.dfs.fabric.microsoft.com`, or an ADLS Gen2 account. */
  readonly endpoint: string;
  /** The workspace in OneLake, the file system in ADLS. */
  readonly fileSystem: string;
  /** Such as `ITEM_ID/Files/LandingZone`. */
  readonly directory: string;
}

/**
 * A landing zone in OneLake or Azure Data Lake Storage Gen2.
 *
 * @param credential null for none, which only a stand-in takes
 * @see https://learn.microsoft.com/fabric/onelake/onelake-access-api
 */
export function createOneLakeLandingZone(
  address: OneLakeAddress,
  credential: TokenCredential | null,
  options: StoragePipelineOptions = {},
): LandingZone {
  const service = new DataLakeServiceClient(
    address.endpoint,
    credential ?? new AnonymousCredential(),
    options,
  );
  const files: DataLakeFileSystemClient = service.getFileSystemClient(address.fileSystem);
  const pathOf = (...parts: string[]) => [address.directory, ...parts].filter(Boolean).join('/');
  return {
    async list(table) {
      const names: string[] = [];
      const prefix = pathOf(table);
      try {
        for await (const { name, isDirectory } of files.listPaths({ path: prefix }))
          if (name && !isDirectory) names.push(name.slice(prefix.length + 1));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      return names;
    },
    async write(table, name, content) {
      await files.getFileClient(pathOf(table, name)).upload(Buffer.from(content));
    },
    async publish(table, from, to) {
      await files
        .getFileClient(pathOf(table, from))
        .move(pathOf(table, to), { destinationConditions: { ifNoneMatch: '*' } });
    },
    async read(table, name) {
      try {
        return await files.getFileClient(pathOf(table, name)).readToBuffer();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async remove(table, name) {
      await files.getFileClient(pathOf(table, name)).deleteIfExists();
    },
  };
}

function isMissing(error: unknown): boolean {
  return (error as { statusCode?: unknown }).statusCode === 404;
}
