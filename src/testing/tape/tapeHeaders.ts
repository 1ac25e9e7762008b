import { checkOption } from '../../core/internal.ts'

/**
 * Headers that affect how an answer is read. This is an allowlist, because a list of all secret headers cannot exist.
 */
const RECORDED = [
  'content-type',
  'cache-control',
  'retry-after',
  'x-accel-buffering',
  'x-vercel-ai-data-stream',
  'x-vercel-ai-ui-message-stream',
]

const SECRET_NAME = /auth|cookie|credential|key|password|secret|session|signature|token(?!s)/i

/** @throws {ChatStreamError} of kind `argument` if a name looks like that of a secret */
export function checkKeepHeaders(names: readonly string[]): void {
  for (const name of names) {
    checkOption(
      'keepHeaders',
      name,
      !SECRET_NAME.test(name),
      'a list of headers that hold no secret',
    )
  }
}

/** Returns the headers to record on a tape. */
export function pickTapeHeaders(headers: Headers, more: readonly string[]): Record<string, string> {
  const names = new Set([...RECORDED, ...more.map((name) => name.toLowerCase())])
  return Object.fromEntries([...headers].filter(([name]) => names.has(name)))
}
