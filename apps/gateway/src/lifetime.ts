/** Called once, with the reason for which a request has ended. */
export type OnEnd = (reason: Error) => void;

/**
 * The time in which a request may be answered. It ends at most once: when the time is over, or when the client disconnects. A request has one lifetime, which everything that waits
 * for it shares. An `AbortSignal` would do the same; a listener on it costs several times as much, and an operation adds one for each request to a subgraph.
 */
export class Lifetime {
  #reason: Error | undefined;
  readonly #listeners = new Set<OnEnd>();

  /** The reason for which the request has ended; undefined while it may be answered. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Ends the request, and calls all listeners. Later calls do nothing. */
  end(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(reason);
  }

  /** Calls a listener when the request ends. A request that has ended calls no more listeners: read `reason` first. */
  onEnd(listener: OnEnd): void {
    this.#listeners.add(listener);
  }

  /** Removes a listener. */
  off(listener: OnEnd): void {
    this.#listeners.delete(listener);
  }
}
