import type { ChatRequest, TransportContext } from '../types.ts'

/**
 * Returns the key by which a server recognizes a repeated question, if it is to be sent. With `auto` it is
 * sent to the page's own origin only: elsewhere a header of this name causes a CORS preflight.
 */
export function questionKey(
  url: URL,
  { id }: ChatRequest,
  { idempotencyKey }: TransportContext,
): string | undefined {
  const isSent =
    idempotencyKey === 'auto' ? globalThis.location?.origin === url.origin : idempotencyKey
  return isSent ? id : undefined
}
