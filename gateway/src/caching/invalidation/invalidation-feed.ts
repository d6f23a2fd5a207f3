/** The port to what tells gateways that tags have become invalid, whoever said so. */
export interface InvalidationFeed extends AsyncDisposable {
  /** Whether what others publish arrives here; while it does not, nothing that is kept in the process can be trusted. */
  readonly isFollowing: boolean;
  /** Tells all gateways, this one included. @throws ServiceError `CACHE_UNAVAILABLE` */
  publish(tags: readonly string[]): Promise<void>;
}

export interface FeedListener {
  /** Rejects when what others share could not be removed: it is told again. */
  onInvalid(tags: readonly string[]): Promise<void> | void;
  /** Messages may have been missed until now. */
  onGap(): void;
}
