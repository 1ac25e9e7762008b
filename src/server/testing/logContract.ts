import { SequenceError } from '../runs/runLog.ts'
import { expectEqual, expectRejection, expectTrue } from './expectations.ts'
import type { Check } from './runStoreContract.ts'
import { end, read, start, startWith } from './stores.ts'

const isSequenceError = (error: unknown) => error instanceof SequenceError
const seqsOf = (entries: readonly { readonly seq: number }[]) => entries.map(({ seq }) => seq)

/** What every `RunLog` must do, by the name of the test. */
export const logContract: Readonly<Record<string, Check>> = {
  'append() accepts only the next number': async (stores) => {
    const store = await stores.create()
    const { log } = store
    for (const seq of [0, 1, 2, 4, 5]) {
      const id = await startWith(store, 'a', 'b')
      await expectRejection(
        `append() of number ${seq} to two entries must reject with a SequenceError`,
        log.append(id, seq, { data: 'b' }),
        isSequenceError,
      )
      expectEqual('A rejected entry must change nothing', await log.head(id), {
        seq: 2,
        isEnded: false,
      })
      await log.append(id, 3, { data: 'c' })
      expectEqual('head() must return the next number after append()', await log.head(id), {
        seq: 3,
        isEnded: false,
      })
    }
  },

  'append() rejects an entry after the end': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const id = await startWith(store, 'a')
    await log.append(id, 2, { event: 'close', data: '{}' })
    await expectRejection(
      'append() after the last entry must reject with a SequenceError',
      log.append(id, 3, { data: 'c' }),
      isSequenceError,
    )
    expectEqual('head() must report the end', await log.head(id), { seq: 2, isEnded: true })
  },

  'a log that was never created rejects entries and returns none': async (stores) => {
    const { log } = await stores.create()
    const id = 'A'.repeat(32)
    await expectRejection(
      'append() to a log that was never created must reject with a SequenceError',
      log.append(id, 1, { data: 'a' }),
      isSequenceError,
    )
    expectEqual('head() must be undefined', await log.head(id), undefined)
    expectEqual('read() must return nothing', await read(log, id, 0), [])
  },

  'append() accepts only one of two entries with the same number': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const id = await startWith(store, 'a')
    const outcomes = await Promise.allSettled(['b', 'c'].map((data) => log.append(id, 2, { data })))
    expectEqual(
      'Exactly one of two entries with the next number must be accepted',
      outcomes.map(({ status }) => status).sort(),
      ['fulfilled', 'rejected'],
    )
    expectEqual('The log must have one of them', seqsOf(await read(log, id, 0)), [1, 2])
  },

  'append() keeps the order of entries that its caller does not await': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const { id } = await start(store)
    const texts = Array.from({ length: 50 }, (_, index) => String(index + 1))
    await Promise.all(texts.map((data, index) => log.append(id, index + 1, { data })))
    const entries = await read(log, id, 0)
    expectEqual(
      'Entries must be in the order of their append()',
      entries.map(({ data }) => data),
      texts,
    )
  },

  'the last entry is appended after all others, which its caller does not await': async (
    stores,
  ) => {
    const store = await stores.create()
    const { log } = store
    const { id } = await start(store)
    const others = [1, 2, 3].map((seq) => log.append(id, seq, { data: 'a' }))
    await log.append(id, 4, { event: 'close', data: '{}' })
    expectEqual('All entries must be written when the last one is', await log.head(id), {
      seq: 4,
      isEnded: true,
    })
    await Promise.all(others)
    expectEqual('read() must return all of them', seqsOf(await read(log, id, 0)), [1, 2, 3, 4])
  },

  'read() returns the entries after a number unchanged': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const data = '{"content":"é😀\\n汉\u2028","quote":"\'\\"%s"}'
    const id = await startWith(store, 'a', data)
    await log.append(id, 3, { event: 'error', data: 'Internal server error' })
    expectEqual('read() after entry 1 must return entries 2 and 3', await read(log, id, 1), [
      { seq: 2, data },
      { seq: 3, event: 'error', data: 'Internal server error' },
    ])
  },

  'read() returns a bounded number of long entries, and at least one': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const id = await startWith(store, ...Array.from({ length: 100 }, () => 'x'.repeat(20_000)))
    const first = await read(log, id, 0)
    expectTrue(
      `read() must return less than 1,000,000 characters at a time, not ${20_000 * first.length}`,
      first.length < 50,
    )
    expectEqual('read() must begin with entry 1', first[0]?.seq, 1)
    await log.append(id, 101, { data: 'x'.repeat(1_000_000) })
    expectEqual('read() must return an entry of any size', seqsOf(await read(log, id, 100)), [101])
  },

  'read() returns many short entries without a gap': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const texts = Array.from({ length: 300 }, (_, index) => `entry ${index}`)
    const id = await startWith(store, ...texts)
    const found: string[] = []
    while (found.length < texts.length) {
      const entries = await read(log, id, found.length)
      expectTrue(`read() must return entries after ${found.length} of 300`, entries.length > 0)
      expectEqual('read() must continue with the next number', entries[0]?.seq, found.length + 1)
      found.push(...entries.map(({ data }) => data))
    }
    expectEqual('read() must return every entry once', found, texts)
  },

  'read() waits for the first entry and for the next one': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const { id } = await start(store)
    const first = [read(log, id, 0), read(log, id, 0)]
    await log.append(id, 1, { data: 'a' })
    const a = [{ seq: 1, data: 'a' }]
    expectEqual('Both readers must get the first entry', await Promise.all(first), [a, a])
    const next = [read(log, id, 1), read(log, id, 1)]
    await log.append(id, 2, { data: 'b' })
    const b = [{ seq: 2, data: 'b' }]
    expectEqual('Both readers must get the next entry', await Promise.all(next), [b, b])
  },

  'read() serves readers at different positions': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const id = await startWith(store, 'a', 'b')
    const ahead = read(log, id, 5)
    const atEnd = read(log, id, 2)
    expectEqual('A reader from the start must get all', seqsOf(await read(log, id, 0)), [1, 2])
    for (const seq of [3, 4, 5, 6]) await log.append(id, seq, { data: String(seq) })
    expectEqual('A reader at the end must get entry 3', (await atEnd)[0], { seq: 3, data: '3' })
    expectEqual('A reader ahead of the end must get entry 6 only', await ahead, [
      { seq: 6, data: '6' },
    ])
  },

  'read() returns nothing when its signal is aborted': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const id = await startWith(store, 'a')
    const leave = new AbortController()
    const left = read(log, id, 1, leave.signal)
    leave.abort()
    expectEqual('An aborted read() must return nothing', await left, [])
    const aborted = AbortSignal.abort()
    expectEqual('read() with an aborted signal must too', await read(log, id, 0, aborted), [])
  },

  'read() returns nothing after remove()': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const id = await startWith(store, 'a')
    const waiting = read(log, id, 1)
    await log.remove(id)
    expectEqual('A waiting read() must return nothing', await waiting, [])
    expectEqual('head() must be undefined', await log.head(id), undefined)
  },

  'read() returns nothing after the end': async (stores) => {
    const store = await stores.create()
    const { log } = store
    const run = await start(store)
    const ahead = read(log, run.id, 99)
    await end(store, run)
    expectEqual('read() after the last entry must return nothing', await read(log, run.id, 1), [])
    expectEqual('read() ahead of it must too', await read(log, run.id, 99), [])
    expectEqual('A read() that waited ahead of it must too', await ahead, [])
  },
}
