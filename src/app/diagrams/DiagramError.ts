/** The source of the diagram is invalid. Its frame still works, and can draw the next one. */
export class DiagramError extends Error {
  override readonly name = 'DiagramError'
}
