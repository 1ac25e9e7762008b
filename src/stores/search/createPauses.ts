/** The longest time to block the page at once, in milliseconds: half a frame. */
const TURN = 8

export interface Pauses {
  /** Returns whether the page has been blocked for long enough. */
  isDue(): boolean
  /** Resolves when the page has run its other pending tasks. */
  take(): Promise<void>
}

/** Splits long work into pieces, so that the page can react to the user in between. */
export function createPauses(): Pauses {
  let turnStart = performance.now()
  return {
    isDue: () => performance.now() - turnStart >= TURN,
    async take() {
      await new Promise((resolve) => setTimeout(resolve))
      turnStart = performance.now()
    },
  }
}
