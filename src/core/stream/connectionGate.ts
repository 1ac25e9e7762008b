/** Allows or forbids connections, depending on whether the page is frozen and the network is available. */
export interface ConnectionGate {
  /** Forbids connections: the open one is closed if its run can be resumed. */
  readonly hold: () => void
  /**
   * Allows connections, and ends the wait before a retry.
   *
   * @param silentSince a time in milliseconds as `Date.now()`: a connection that received nothing since
   *   then is dead
   */
  readonly wake: (silentSince?: number) => void
  isHeld(): boolean
  /** Calls `listener` at each `hold` and `wake`. Returns a function that removes the listener. */
  subscribe(listener: (silentSince?: number) => void): () => void
}

export function createConnectionGate(): ConnectionGate {
  const listeners = new Set<(silentSince?: number) => void>()
  let held = false

  function setHeld(value: boolean, silentSince?: number): void {
    held = value
    for (const listener of [...listeners]) listener(silentSince)
  }
  return {
    hold: () => setHeld(true),
    wake: (silentSince) => setHeld(false, silentSince),
    isHeld: () => held,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Waits for `delay` milliseconds or until `wake` is called; without end while the gate is held. */
export function pause(delay: number, gate: ConnectionGate, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finishUnlessHeld = () => void (gate.isHeld() || finish())
    // A timer that fires while the gate is held does nothing: `wake` ends the wait.
    const timer = setTimeout(finishUnlessHeld, delay)
    const unsubscribe = gate.subscribe(finishUnlessHeld)
    function finish(): void {
      clearTimeout(timer)
      unsubscribe()
      signal.removeEventListener('abort', finish)
      resolve()
    }
    signal.addEventListener('abort', finish)
  })
}
