/** How long the page may be held up at a time, in milliseconds: half a frame. */
const TURN = 8

export interface Pauses {
  /** Whether the page was held up for long enough. */
  isDue(): boolean
  /** Resolves when the page has done what else there is to do. */
  take(): Promise<void>
}

/** Cuts long work into pieces between which a page answers its reader. */
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
