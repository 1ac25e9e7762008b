import type { AnswerMetrics, StreamEvent, Usage } from '../types.ts'

/** A pause between two pieces of the body that a reader notices, in milliseconds. */
const STALL_DURATION = 1000

/** An answer in at least this many text deltas was meant to be streamed. */
const MIN_STREAMED_DELTAS = 10

/**
 * A body is a burst if it arrives within one or two refreshes of the screen (in milliseconds), or within a
 * tenth of the time to its first byte.
 */
const BURST_DURATION = 20
const BURST_SHARE = 0.1

export interface Meter {
  countAttempt(): void
  countBytes(count: number): void
  countEvent(event: StreamEvent): void
  getMetrics(usage?: Usage): AnswerMetrics
}

/** Creates the meter of one answer. @param now a monotonic clock in milliseconds */
export function createMeter(now: () => number = () => performance.now()): Meter {
  const startTime = now()
  let [attempts, bytes, stalls, deltas, characters] = [0, 0, 0, 0, 0]
  /** When the first byte, the first token and the last byte arrived. */
  let first: number | undefined
  let token: number | undefined
  let last: number | undefined

  return {
    countAttempt: () => (attempts += 1),
    countBytes(count) {
      const time = now() - startTime
      first ??= time
      if (time - (last ?? time) > STALL_DURATION) stalls += 1
      last = time
      bytes += count
    },
    countEvent(event) {
      if (!event.type.endsWith('-delta')) return
      token ??= now() - startTime
      deltas += 1
      if ('text' in event) characters += event.text.length
    },
    getMetrics(usage) {
      const wait = first ?? 0
      const duration = (last ?? 0) - (token ?? 0)
      const rate = (count = 0) => (count && duration > 0 ? (count / duration) * 1000 : undefined)
      return {
        timeToFirstByte: first,
        timeToFirstToken: token,
        duration: last,
        charactersPerSecond: rate(characters),
        tokensPerSecond: rate(usage?.outputTokens),
        stalls,
        bytes,
        attempts,
        buffered:
          deltas >= MIN_STREAMED_DELTAS &&
          (last ?? 0) - wait <= Math.max(BURST_DURATION, wait * BURST_SHARE),
      }
    },
  }
}
