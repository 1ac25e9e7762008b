/** A request of the app to the frame. */
export interface DrawRequest {
  readonly id: number
  readonly source: string
  readonly dark: boolean
}

/** A message of the frame: it is ready, or the result of a request. */
export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'drawn'; readonly id: number; readonly svg: string }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }

/** Reads a message of the frame, which is untrusted: it draws the output of a model. */
export function readFrameMessage(data: unknown): FrameMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { type, id, svg, reason } = data as Readonly<Record<string, unknown>>
  if (type === 'ready') return { type }
  if (typeof id !== 'number') return undefined
  if (type === 'drawn' && typeof svg === 'string') return { type, id, svg }
  if (type === 'failed' && typeof reason === 'string') return { type, id, reason }
  return undefined
}
