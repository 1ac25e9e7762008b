/** Safari fires `compositionend` just before the keydown of the Enter that ended it. In milliseconds. */
const GRACE_PERIOD = 50

/** Key code that every browser reports for a key that an input method has processed. */
const INPUT_METHOD_KEY_CODE = 229

export interface UseCompositionReturn {
  /** Call it on the field's `compositionend`. */
  onCompositionend: () => void
  /** Returns whether a key belongs to an input method: it selects a candidate and must not send or stop anything. */
  isComposing: (event: KeyboardEvent) => boolean
}

/** Distinguishes keys meant for the app from keys that an input method uses (Chinese, Japanese, Korean …). */
export function useComposition(): UseCompositionReturn {
  let endedAt = Number.NEGATIVE_INFINITY

  return {
    onCompositionend: () => (endedAt = performance.now()),

    isComposing: (event) =>
      event.isComposing ||
      // Deprecated, but in some browsers the only sign of a composition.
      event.keyCode === INPUT_METHOD_KEY_CODE ||
      performance.now() - endedAt < GRACE_PERIOD,
  }
}
