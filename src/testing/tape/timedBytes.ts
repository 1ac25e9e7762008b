import { fromBase64, toBase64 } from './base64.ts'
import type { TapePiece } from './tape.ts'

/** A piece of a body with the time when it arrived, in milliseconds since the request. */
export interface TimedBytes {
  readonly at: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

export function toTapePiece(at: number, bytes: Uint8Array): TapePiece {
  try {
    // Keep a byte order mark: the replay must contain every byte.
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return { at, text: utf8.decode(bytes) }
  } catch {
    return { at, base64: toBase64(bytes) }
  }
}

export function toTimedBytes(piece: TapePiece): TimedBytes {
  const { at } = piece
  const bytes = 'text' in piece ? new TextEncoder().encode(piece.text) : fromBase64(piece.base64)
  return { at, bytes }
}

/** Returns the total number of bytes. */
export function countBytes(pieces: readonly TimedBytes[]): number {
  return pieces.reduce((size, { bytes }) => size + bytes.byteLength, 0)
}
