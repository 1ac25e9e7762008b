import { Problem } from '../http/problem.ts'
import { SequenceError } from '../runs/runLog.ts'
import type { RunRecord } from '../runs/runRegister.ts'
import { createSessionId } from '../runs/sessionId.ts'
import type { TakenRun } from '../runs/sharedRuns.ts'
import {
  eventually,
  expectEqual,
  expectRejection,
  expectTrue,
  pause,
  soon,
} from './expectations.ts'
import type { Check } from './runStoreContract.ts'
import { end, limits, read, record, start, type SharedStore, type Stores } from './stores.ts'

const isSequenceError = (error: unknown) => error instanceof SequenceError

/** Creates two stores that share a run with a key; the first one drives it. */
async function driven(stores: Stores) {
  const [first, second] = [await stores.createShared(), await stores.createShared()]
  return { first, second, run: await start(first, record({ key: 'k' })) }
}

/** Takes a run over as soon as its lease lapses. */
function taken({ shared }: SharedStore, { id }: RunRecord): Promise<TakenRun> {
  return eventually('takeOver() must return the run after its lease lapses', () =>
    shared.takeOver(id),
  )
}

/** What a store must do that several processes share, by the name of the test. Leases are short. */
export const sharedContract: Readonly<Record<string, Check>> = {
  'a store reads a log while another one writes it': async (stores) => {
    const { first, second, run } = await driven(stores)
    const texts = Array.from({ length: 200 }, (_, index) => `${index};`)
    const received: string[] = []
    const reading = (async () => {
      for (let last = 0; ;) {
        const entries = await read(second.log, run.id, last)
        expectTrue('read() must return entries until the last one', entries.length > 0)
        for (const { seq, event, data } of entries) {
          expectEqual('read() must return every number once', seq, last + 1)
          last = seq
          if (event !== undefined) return
          received.push(data)
        }
      }
    })()
    const appended = texts.map((data, index) => first.log.append(run.id, index + 1, { data }))
    await Promise.all([reading, ...appended, end(first, run, texts.length + 1)])
    expectEqual('The other store must read what was written', received, texts)
  },

  'readers end when another store removes the log': async (stores) => {
    const { first, second, run } = await driven(stores)
    const waiting = read(second.log, run.id, 0)
    await first.log.remove(run.id)
    expectEqual('A waiting read() of another store must return nothing', await waiting, [])
  },

  'enter() gives a key to one of several runs that stores enter at once': async (stores) => {
    const all = [await stores.createShared(), await stores.createShared()]
    const entries = await Promise.all(
      [...all, ...all].map(({ register }) => register.enter(record({ key: 'k' }), limits)),
    )
    expectEqual('Exactly one run must be new', entries.filter(({ isNew }) => isNew).length, 1)
    const counts = await all[0]?.shared.counts()
    expectEqual('counts() must count one run', counts, {
      runs: 1,
      takeovers: 0,
      liveRuns: 1,
      sessions: 1,
    })
  },

  'enter() counts the live runs of an owner in all stores and rejects with 429': async (stores) => {
    const { first, second, run } = await driven(stores)
    const two = { ...limits, liveRunsPerOwner: 2 }
    await second.register.enter(record(), two)
    await expectRejection(
      'enter() of a third run must reject with a Problem of status 429',
      first.register.enter(record(), two),
      (error) => error instanceof Problem && error.status === 429,
    )
    const other = await first.register.enter(record({ owner: 'b' }), two)
    expectEqual('The runs of another owner must not count', other, { isNew: true })
    await end(second, run)
    const next = await first.register.enter(record(), two)
    expectEqual('A run that ended must not count', next, { isNew: true })
  },

  'beat() renews a lease, so that no other store can take the run over': async (stores) => {
    const { first, second, run } = await driven(stores)
    const claims = [{ id: run.id, epoch: 1 }]
    // Twice as long as the lease of this test.
    for (let renewals = 0; renewals < 100; renewals += 1) {
      const beat = await first.shared.beat(claims)
      expectEqual('beat() must neither lose a run nor find one', beat, { lost: [], lapsed: [] })
      const took = await second.shared.takeOver(run.id)
      expectEqual('takeOver() of a driven run must return undefined', took, undefined)
      await pause(30)
    }
    expectEqual('The run must not be lost', (await second.register.find(run.id))?.isLost, false)
  },

  'takeOver() gives a run with a lapsed lease to exactly one taker': async (stores) => {
    const { first, second, run } = await driven(stores)
    await eventually('A run whose lease lapsed must be lost', async () => {
      return (await second.register.find(run.id))?.isLost
    })
    const beat = await second.shared.beat([])
    expectEqual('beat() must find it', beat, { lost: [], lapsed: [run.id] })
    const takers = [first, second, second, first, second]
    const results = await Promise.all(takers.map(({ shared }) => shared.takeOver(run.id)))
    const had = results.filter((result) => result !== undefined)
    expectEqual('Exactly one taker must get the run', had.length, 1)
    expectTrue('The run must have an age in milliseconds', Number.isFinite(had[0]?.age))
    expectEqual(
      'The taker must learn all about the run',
      { ...had[0], age: 0 },
      { ...run, epoch: 2, age: 0, isStopped: false, takeovers: 1 },
    )
    const { takeovers } = await first.shared.counts()
    expectEqual('counts() must count the takeover', takeovers, 1)
  },

  'append() rejects a driver that lost its run, and beat() reports the loss': async (stores) => {
    const { first, second, run } = await driven(stores)
    await first.log.append(run.id, 1, { data: 'a' }, 1)
    expectEqual('A takeover must increase the epoch', (await taken(second, run)).epoch, 2)
    await expectRejection(
      'append() with the earlier epoch must reject with a SequenceError',
      first.log.append(run.id, 2, { data: 'b' }, 1),
      isSequenceError,
    )
    const { lost } = await first.shared.beat([{ id: run.id, epoch: 1 }])
    expectEqual('beat() must report the loss', lost, [run.id])
    await second.log.append(run.id, 2, { data: 'c' }, 2)
    expectEqual('The new driver must continue the log', await read(first.log, run.id, 1), [
      { seq: 2, data: 'c' },
    ])
  },

  'append() of a driver that lost its run writes none of several entries': async (stores) => {
    const { first, second, run } = await driven(stores)
    await taken(second, run)
    const appended = [1, 2, 3].map((seq) => first.log.append(run.id, seq, { data: 'late' }, 1))
    for (const promise of appended) promise.catch(() => {})
    await second.log.append(run.id, 1, { data: 'a' }, 2)
    for (const promise of appended) {
      await expectRejection('append() must reject with a SequenceError', promise, isSequenceError)
    }
    const entries = await read(second.log, run.id, 0)
    expectEqual('The log must have the entry of the new driver', entries, [{ seq: 1, data: 'a' }])
  },

  'takeovers counts lapsed leases, but not released ones': async (stores) => {
    const { first, second, run } = await driven(stores)
    expectEqual('The first lapse must count', (await taken(second, run)).takeovers, 1)
    expectEqual('The second lapse must count', (await taken(second, run)).takeovers, 2)
    await first.shared.release([{ id: run.id, epoch: 3 }])
    expectEqual('A release must not count', (await taken(second, run)).takeovers, 2)
    const stopped = await first.shared.takeToStop(run.id)
    expectEqual('A stop must not count', stopped?.takeovers, 2)
    expectEqual('The next lapse must count', (await taken(second, run)).takeovers, 3)
  },

  'release() lets another store take a run over before its lease lapses': async (stores) => {
    const { first, second, run } = await driven(stores)
    const take = () => second.shared.takeOver(run.id)
    expectEqual('A driven run must not be available', await take(), undefined)
    await first.shared.release([{ id: run.id, epoch: 7 }])
    expectEqual('A wrong epoch must release nothing', await take(), undefined)
    await first.shared.release([{ id: run.id, epoch: 1 }])
    expectEqual('A released run must be available', (await take())?.epoch, 2)
  },

  'takeToStop() takes a run from its driver, and every later driver must stop it': async (
    stores,
  ) => {
    const { first, second, run } = await driven(stores)
    const stopped = await second.shared.takeToStop(run.id)
    expectEqual(
      'takeToStop() must take a driven run',
      [stopped?.epoch, stopped?.isStopped],
      [2, true],
    )
    const next = await taken(first, run)
    expectEqual('A later driver must learn of the stop', [next.epoch, next.isStopped], [3, true])
  },

  'an ended run cannot be taken over or stopped': async (stores) => {
    const { first, second, run } = await driven(stores)
    await end(first, run)
    const take = await soon('takeOver() must return', second.shared.takeOver(run.id))
    expectEqual('takeOver() of an ended run must return undefined', take, undefined)
    const stop = await second.shared.takeToStop(run.id)
    expectEqual('takeToStop() of an ended run must return undefined', stop, undefined)
    expectEqual('It must not be lost', (await second.register.find(run.id))?.isLost, false)
    const { lost } = await second.shared.beat([{ id: run.id, epoch: 1 }])
    expectEqual('beat() must report it as lost', lost, [run.id])
    const unknown = await second.shared.takeToStop(createSessionId())
    expectEqual('takeToStop() of an unknown run must return undefined', unknown, undefined)
  },

  'counts() counts models without a registered run': async (stores) => {
    const { first, second } = await driven(stores)
    await first.shared.countModel()
    expectEqual('counts() must count both', (await second.shared.counts()).runs, 2)
  },
}

/** The leases of these tests must not lapse on a busy machine; those of the others lapse soon. In milliseconds. */
export const LONG_LEASES: Readonly<Record<string, number>> = {
  'beat() renews a lease, so that no other store can take the run over': 1_500,
  'release() lets another store take a run over before its lease lapses': 60_000,
  'enter() gives a key to one of several runs that stores enter at once': 60_000,
}
