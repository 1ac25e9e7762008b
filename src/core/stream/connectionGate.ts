/** What the page's life means for an answer under way. */
export interface ConnectionGate {
  /** No connection is wanted now: the one that is open is closed, where its run can be resumed. */
  readonly hold: () => void
  /**
   * Connections are wanted, at once: whoever waits to try again waits no longer.
   *
   * @param silentSince a time of day in milliseconds: a connection that brought nothing since then is dead
   */
  readonly wake: (silentSince?: number) => void
  isHeld(): boolean
  /** Calls `listener` at each `hold` and `wake`. Returns what ends that. */
  subscribe(listener: (silentSince?: number) => void): () => void
}

export function createConnectionGate(): ConnectionGate {
  const listeners = new Set<(silentSince?: number) => void>()
  let held = false

  function set(value: boolean, silentSince?: number): void {
    held = value
    for (const listener of [...listeners]) listener(silentSince)
  }
  return {
    hold: () => set(true),
    wake: (silentSince) => set(false, silentSince),
    isHeld: () => held,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Waits for `delay` milliseconds, or until somebody wakes it; as long as it is held, without end. */
export function pause(delay: number, standby: ConnectionGate, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const endUnlessHeld = () => void (standby.isHeld() || end())
    // A timer that rings while it is held leaves the rest to `wake`.
    const timer = setTimeout(endUnlessHeld, delay)
    const unsubscribe = standby.subscribe(endUnlessHeld)
    function end(): void {
      clearTimeout(timer)
      unsubscribe()
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
  })
}
