import type { ChatRequest, TransportContext } from '../types.ts'

/**
 * The key by which a server knows a question that it already has, where it is to be sent. By itself it
 * goes to the page's own origin alone: elsewhere a header of this name costs a preflight.
 */
export function questionKey(
  address: URL,
  { id }: ChatRequest,
  { idempotencyKey }: TransportContext,
): string | undefined {
  const isSent =
    idempotencyKey === 'auto' ? globalThis.location?.origin === address.origin : idempotencyKey
  return isSent ? id : undefined
}
