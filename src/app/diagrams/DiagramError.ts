/** The diagram is wrong, and its frame is well. */
export class DiagramError extends Error {
  override readonly name = 'DiagramError'
}
