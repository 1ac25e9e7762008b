/** A message among the others that stand in its place: asked in other words, or answered again. */
export interface Versions {
  /** Their ids, the oldest first. */
  readonly ids: readonly string[]
  /** Which of them is shown, from 0. */
  readonly index: number
}
