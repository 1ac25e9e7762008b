/** Safari ends a composition just before the keydown of the Enter that ended it. */
const GRACE = 50

/** What every browser gives as the key code of a key that an input method took. */
const TAKEN_BY_INPUT_METHOD = 229

export interface UseCompositionReturn {
  /** To be called at the field's `compositionend`. */
  onCompositionend: () => void
  /** Whether a key belongs to an input method: it picks a candidate, and must not send or stop anything. */
  isComposing: (event: KeyboardEvent) => boolean
}

/** Tells the keys of a person from the keys of their input method (Chinese, Japanese, Korean …). */
export function useComposition(): UseCompositionReturn {
  let endedAt = Number.NEGATIVE_INFINITY

  return {
    onCompositionend: () => (endedAt = performance.now()),

    isComposing: (event) =>
      event.isComposing ||
      // Deprecated, and yet the only sign of it in some browsers.
      event.keyCode === TAKEN_BY_INPUT_METHOD ||
      performance.now() - endedAt < GRACE,
  }
}
