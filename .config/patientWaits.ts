// Setup of all tests. A wait of Vitest ends after a second by default, which a busy machine needs for a single step. A
// longer timeout makes no passing test slower: it only decides how long a test waits for what never happens.
import { vi } from 'vitest'

const { waitFor, waitUntil } = vi

/** How long a test waits for what it expects, in milliseconds. It is also the timeout of `expect.poll`. */
const TIMEOUT = 30_000

vi.waitFor = (callback, options) => waitFor(callback, { timeout: TIMEOUT, ...toObject(options) })
vi.waitUntil = (callback, options) =>
  waitUntil(callback, { timeout: TIMEOUT, ...toObject(options) })

function toObject<Options extends object>(options: number | Options | undefined) {
  return typeof options === 'number' ? { timeout: options } : options
}
