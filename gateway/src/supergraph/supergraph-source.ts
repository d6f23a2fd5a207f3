/** Takes a supergraph into service. Rejects, and changes nothing, when it does not build. */
export type OfferSupergraph = (sdl: string) => Promise<void>;

/** Where supergraphs come from. */
export interface SupergraphSource {
  /**
   * Begins to offer supergraphs: the first, and each that differs from the one before.
   * Rejects when there cannot be a first one; a source that can wait for it resolves at once.
   * Disposing of what it returns ends the offers.
   */
  start(offer: OfferSupergraph): Promise<AsyncDisposable>;
}

/** The log, as far as a source needs one; pino fits. */
export interface SourceLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
