/**
 * The versions of a message: its siblings in the tree of a chat. An edited question and a regenerated answer
 * each become a further version.
 */
export interface Versions {
  /** Their ids, the oldest first. */
  readonly ids: readonly string[]
  /** Index in `ids` of the version that is shown. */
  readonly index: number
}
