/**
 * Says that nobody wants some work any more, and why. An AbortSignal does so too, but with its listeners it would be a
 * large part of what a small fetch costs: it is made for those only who ask for it.
 */
export class Cancellation {
  /** Called once when the work is cancelled. Work is at one step at a time, so there is one. */
  onCancel: (() => void) | undefined;
  #isCancelled = false;
  #reason: unknown;
  #controller: AbortController | undefined;

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#isCancelled) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The first reason counts. */
  cancel(reason: unknown): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#reason = reason;
    this.onCancel?.();
    this.#controller?.abort(reason);
  }
}
