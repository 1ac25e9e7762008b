import { dialects } from './dialects/index.ts'
import { ChatStreamError } from './errors.ts'
import type { ChatStreamOptions } from './options.ts'
import { transports } from './transports/index.ts'

/**
 * Refuses options that cannot work, at once and by name.
 *
 * @throws {ChatStreamError} `argument`
 */
export function checkOptions(options: ChatStreamOptions): void {
  const { url, transport, dialect, retry } = options
  const isAddress = typeof url === 'function' || url instanceof URL || typeof url === 'string'
  check('url', url, isAddress && url !== '', 'an address, or a function that returns one')
  checkName('transport', transport, Object.keys(transports), 'function')
  checkName('dialect', dialect, ['auto', ...Object.keys(dialects)], 'object')
  checkDuration('connectTimeout', options.connectTimeout)
  checkDuration('idleTimeout', options.idleTimeout)
  checkName('whenBusy', options.whenBusy, ['queue', 'refuse'])
  if (typeof retry !== 'object') return
  checkDuration('retry.baseDelay', retry.baseDelay)
  checkDuration('retry.maxDelay', retry.maxDelay)
  const { maxAttempts = 1 } = retry
  const isCount = Number.isInteger(maxAttempts) && maxAttempts >= 1
  check('retry.maxAttempts', maxAttempts, isCount, 'a whole number from 1')
}

/** The longest delay that a timer can have: past it, `setTimeout` rings at once. */
const LONGEST_TIMER = 2 ** 31 - 1

function checkDuration(name: string, value: number | undefined): void {
  const isDuration = value === undefined || (value >= 0 && value <= LONGEST_TIMER)
  check(name, value, isDuration, 'a number of milliseconds from 0 to 2147483647')
}

function checkName(name: string, value: unknown, names: readonly string[], own?: string): void {
  if (value === undefined || (own !== undefined && value !== null && typeof value === own)) return
  const expected = [...names.map((each) => `'${each}'`), ...(own ? [`a ${own} of your own`] : [])]
  check(name, value, names.includes(String(value)), expected.join(', '))
}

function check(name: string, value: unknown, isRight: boolean, expected: string): void {
  if (isRight) return
  const got = typeof value === 'string' ? JSON.stringify(value) : String(value)
  throw new ChatStreamError(
    'argument',
    `The option \`${name}\` is ${got}; it has to be ${expected}.`,
  )
}
