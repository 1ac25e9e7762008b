/** What the app asks the frame for. */
export interface DrawRequest {
  readonly id: number
  readonly source: string
  readonly dark: boolean
}

/** What the frame says: that it can draw, and what became of a request. */
export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'drawn'; readonly id: number; readonly svg: string }
  | { readonly type: 'failed'; readonly id: number; readonly reason: string }

/** Reads a message of the frame, whose word counts for nothing more: it draws what strangers write. */
export function readFrameMessage(data: unknown): FrameMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { type, id, svg, reason } = data as Readonly<Record<string, unknown>>
  if (type === 'ready') return { type }
  if (typeof id !== 'number') return undefined
  if (type === 'drawn' && typeof svg === 'string') return { type, id, svg }
  if (type === 'failed' && typeof reason === 'string') return { type, id, reason }
  return undefined
}
