import { expect, test } from 'vitest'
import { SequenceError, type RunEvent, type RunLog } from './runLog.ts'
import { Run, type RunListener } from './run.ts'
import { StoreUnavailable } from './storeUnavailable.ts'

const bounds = { runTime: 60_000, runBytes: 1e9, runEntries: 1e6 }

/** A log whose appends resolve only when the test says so. */
function heldLog() {
  const appended: { event: RunEvent; resolve(): void; reject(error: unknown): void }[] = []
  const append: RunLog['append'] = (_run, _seq, event) =>
    new Promise((resolve, reject) => appended.push({ event, resolve, reject }))
  return { appended, log: { append } as RunLog }
}

function runOn(log: RunLog, errors: unknown[] = []): Run {
  const listener: RunListener = {
    describe: () => undefined,
    onBytes() {},
    onEnd() {},
    onError: (_, error) => errors.push(error),
  }
  return new Run({ id: 'run' }, log, bounds, listener)
}

/** Lets all promises settle that need no timer. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

async function* pieces(count: number, size: number) {
  for (let index = 0; index < count; index += 1) yield 'x'.repeat(size)
}

test.each([
  { size: 1, held: 1_000 },
  { size: 100_000, held: 3 },
])(
  'a model continues until $held entries of $size characters are not confirmed',
  async ({ size, held }) => {
    const { appended, log } = heldLog()
    const run = runOn(log)
    void run.drive(() => pieces(held + 10, size))
    await settled()
    expect(appended.length).toBe(held)
    appended[0]?.resolve()
    await settled()
    expect(appended.length).toBe(held + 1)
    while (appended.at(-1)?.event.event !== 'close') {
      for (const { resolve } of appended) resolve()
      await settled()
    }
    expect(appended.length).toBe(held + 11)
    for (const { resolve } of appended) resolve()
    expect(await run.settled).toBe(true)
  },
)

test.each([new SequenceError(1, 9), new StoreUnavailable('down')])(
  'a run stops its model without an end if an earlier append fails: %o',
  async (error) => {
    const { appended, log } = heldLog()
    const errors: unknown[] = []
    const run = runOn(log, errors)
    let isStopped = false
    void run.drive(async function* (signal) {
      yield* pieces(3, 1)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      isStopped = true
    })
    await settled()
    expect(appended.length).toBe(3)
    for (const { reject } of appended) reject(error)
    expect(await run.settled).toBe(false)
    await settled()
    expect({ isStopped, appended: appended.length, errors }).toEqual({
      isStopped: true,
      appended: 3,
      errors: [],
    })
  },
)
