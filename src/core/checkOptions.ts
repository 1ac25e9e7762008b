import { dialects } from './dialects/index.ts'
import { ChatStreamError } from './errors.ts'
import type { ChatStreamOptions } from './options.ts'
import { transports } from './transports/index.ts'

/** The longest delay that a timer can have: past it, `setTimeout` rings at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Refuses options that cannot work, at once and by name.
 *
 * @throws {ChatStreamError} `argument`
 */
export function checkOptions(options: ChatStreamOptions): void {
  const { url, transport, dialect, retry, whenBusy } = options
  check('url', url, Boolean(url), 'an address, or a function that returns one')
  checkName('transport', transport, Object.keys(transports), typeof transport === 'function')
  checkName('dialect', dialect, ['auto', ...Object.keys(dialects)], typeof dialect === 'object')
  checkName('whenBusy', whenBusy, ['queue', 'refuse'])
  const { maxAttempts = 1, baseDelay, maxDelay } = retry || {}
  check('retry.maxAttempts', maxAttempts, maxAttempts >= 1, 'a number from 1')
  const { connectTimeout, idleTimeout } = options
  const durations = {
    connectTimeout,
    idleTimeout,
    'retry.baseDelay': baseDelay,
    'retry.maxDelay': maxDelay,
  }
  for (const [name, value = 0] of Object.entries(durations)) {
    const isDuration = value >= 0 && value <= LONGEST_TIMER
    check(name, value, isDuration, `milliseconds from 0 to ${LONGEST_TIMER}`)
  }
}

/** Refuses a value that is none of the names; undefined stands for the default. */
export function checkName(
  option: string,
  value: unknown,
  names: readonly string[],
  isOwn = value === undefined,
): void {
  check(
    option,
    value,
    isOwn || value === undefined || names.includes(String(value)),
    names.join(', '),
  )
}

function check(option: string, value: unknown, isRight: boolean, expected: string): void {
  if (isRight) return
  throw new ChatStreamError(
    'argument',
    `The option \`${option}\` is ${JSON.stringify(value) ?? String(value)}; it can be: ${expected}.`,
  )
}
