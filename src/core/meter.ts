import type { AnswerMetrics, StreamEvent, Usage } from './types.ts'

/** A pause between two pieces of the body that a reader notices, in milliseconds. */
const STALL = 1000

/** An answer in at least this many pieces of text was meant to be watched. */
const STREAMED_DELTAS = 10

/** All within one refresh of a screen or two, or within a tenth of the wait for it, is a burst. */
const BURST = 20
const BURST_SHARE = 0.1

export interface Meter {
  attempt(): void
  bytes(count: number): void
  event(event: StreamEvent): void
  read(usage?: Usage): AnswerMetrics
}

/** Measures one answer. @param now a clock in milliseconds that never goes back */
export function createMeter(now: () => number = () => performance.now()): Meter {
  const began = now()
  let firstByte: number | undefined
  let lastByte: number | undefined
  let firstToken: number | undefined
  let attempts = 0
  let total = 0
  let stalls = 0
  let deltas = 0
  let characters = 0

  function isBurst(): boolean {
    if (deltas < STREAMED_DELTAS || firstByte === undefined || lastByte === undefined) return false
    return lastByte - firstByte <= Math.max(BURST, (firstByte - began) * BURST_SHARE)
  }

  return {
    attempt() {
      attempts += 1
    },
    bytes(count) {
      const time = now()
      if (lastByte !== undefined && time - lastByte > STALL) stalls += 1
      firstByte ??= time
      lastByte = time
      total += count
    },
    event(event) {
      if (!event.type.endsWith('-delta')) return
      firstToken ??= now()
      deltas += 1
      if (event.type === 'text-delta' || event.type === 'reasoning-delta') {
        characters += event.text.length
      }
    },
    read(usage) {
      const seconds =
        firstToken === undefined || lastByte === undefined ? 0 : (lastByte - firstToken) / 1000
      const tokens = usage?.outputTokens
      return {
        ...(firstByte === undefined ? {} : { timeToFirstByte: firstByte - began }),
        ...(firstToken === undefined ? {} : { timeToFirstToken: firstToken - began }),
        ...(lastByte === undefined ? {} : { duration: lastByte - began }),
        ...(seconds > 0 ? { charactersPerSecond: characters / seconds } : {}),
        ...(seconds > 0 && tokens !== undefined ? { tokensPerSecond: tokens / seconds } : {}),
        stalls,
        bytes: total,
        attempts,
        buffered: isBurst(),
      }
    },
  }
}
