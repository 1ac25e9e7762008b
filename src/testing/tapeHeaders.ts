import { checkOption } from '../core/internal.ts'

/** What a reader of the answer can go by. All others stay out: nobody knows the names of all secrets. */
const KEPT = [
  'content-type',
  'cache-control',
  'retry-after',
  'x-accel-buffering',
  'x-vercel-ai-data-stream',
  'x-vercel-ai-ui-message-stream',
]

const SECRET = /auth|cookie|credential|key|password|secret|session|signature|token(?!s)/i

/** @throws {ChatStreamError} `argument` where a name is that of a secret */
export function checkKeepHeaders(names: readonly string[]): void {
  for (const name of names) {
    checkOption('keepHeaders', name, !SECRET.test(name), 'names of headers that hold no secret')
  }
}

/** The headers that go onto a tape. */
export function keptHeaders(headers: Headers, more: readonly string[]): Record<string, string> {
  const names = new Set([...KEPT, ...more.map((name) => name.toLowerCase())])
  return Object.fromEntries([...headers].filter(([name]) => names.has(name)))
}
