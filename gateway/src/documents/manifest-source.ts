import type { PersistedDocument } from './persisted-document.ts';

/** Where persisted documents come from. */
export interface ManifestSource {
  /**
   * Reads the documents, hands them over, and does so again when they have changed. Resolves when they have been read once,
   * or when that has to wait for a store that is away.
   * @throws ServiceError `PERSISTED_DOCUMENTS_INVALID`
   */
  start(offer: (documents: readonly PersistedDocument[]) => void): Promise<AsyncDisposable>;
}

export interface ManifestLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}
