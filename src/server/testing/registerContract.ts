import { Problem } from '../http/problem.ts'
import { createSessionId } from '../runs/sessionId.ts'
import { eventually, expectEqual, expectRejection, expectTrue } from './expectations.ts'
import type { Check } from './runStoreContract.ts'
import { end, limits, record, start } from './stores.ts'

/** What every `RunRegister` must do, by the name of the test. */
export const registerContract: Readonly<Record<string, Check>> = {
  'find() and findByKey() return a run as it was entered': async (stores) => {
    const { register } = await stores.create()
    const run = record({ key: 'k' })
    expectEqual('enter() must return a new run', await register.enter(run, limits), { isNew: true })
    const found = { ...run, isLost: false }
    expectEqual('find() must return the run', await register.find(run.id), found)
    expectEqual('findByKey() must return the run', await register.findByKey('k'), found)
    expectEqual('held must count the run', register.held, 1)
  },

  'enter() stores a question with every kind of JSON value': async (stores) => {
    const { register } = await stores.create()
    const body = { message: 'é😀\u0000', list: [null, true, 1.5, { a: [] }], empty: '' }
    const run = record({ question: { body, owner: null } })
    await register.enter(run, limits)
    expectEqual(
      'find() must return the question unchanged',
      (await register.find(run.id))?.question,
      { body, owner: null },
    )
  },

  'live() returns the runs that have not ended, of one owner or of all': async (stores) => {
    const store = await stores.create()
    const { register } = store
    const [ended, mine, other] = [record(), record(), record({ owner: 'b' })]
    for (const run of [ended, mine, other]) await start(store, run)
    await end(store, ended)
    const idsOf = async (owner?: string) => (await register.live(owner)).map(({ id }) => id).sort()
    expectEqual('live() must return those of all owners', await idsOf(), [mine.id, other.id].sort())
    expectEqual("live('a') must return those of a", await idsOf('a'), [mine.id])
    expectEqual("live('c') must return none", await idsOf('c'), [])
  },

  'an id that was never entered is neither found nor expired, and has no readers': async (
    stores,
  ) => {
    const { register } = await stores.create()
    const id = createSessionId()
    expectEqual('find() must return undefined', await register.find(id), undefined)
    expectEqual('findByKey() must return undefined', await register.findByKey('k'), undefined)
    expectEqual('isExpired() must return false', await register.isExpired(id), false)
    expectEqual('countConnection() must return 0', await register.countConnection(id), 0)
    expectEqual('countConnection() must not create a run', await register.find(id), undefined)
  },

  'enter() gives a key to exactly one of many concurrent runs': async (stores) => {
    const { register } = await stores.create()
    const runs = Array.from({ length: 10 }, () => record({ key: 'k' }))
    const entries = await Promise.all(runs.map((run) => register.enter(run, limits)))
    const winners = runs.filter((_, index) => entries[index]?.isNew)
    expectEqual('Exactly one of ten runs with the same key must be new', winners.length, 1)
    const known = entries.flatMap((entry) => (entry.isNew ? [] : [entry.known.id]))
    expectEqual('The others must learn its id', [...new Set(known)], [winners[0]?.id])
    expectEqual('held must count one run', register.held, 1)
  },

  'enter() returns the known run of a key even at a bound': async (stores) => {
    const { register } = await stores.create()
    const run = record({ key: 'k' })
    const narrow = { ...limits, runs: 1, liveRunsPerOwner: 1 }
    await register.enter(run, narrow)
    const entry = await register.enter(record({ key: 'k' }), narrow)
    expectEqual('enter() must return the known run', !entry.isNew && entry.known.id, run.id)
  },

  'countConnection() counts the readers of each run': async (stores) => {
    const { register } = await stores.create()
    const [one, other] = [record(), record()]
    await register.enter(one, limits)
    await register.enter(other, limits)
    const counts = [
      await register.countConnection(one.id),
      await register.countConnection(one.id),
      await register.countConnection(other.id),
    ]
    expectEqual('countConnection() must count per run', counts, [1, 2, 1])
  },

  'enter() rejects with 503 if all runs up to the bound are live': async (stores) => {
    const { register } = await stores.create()
    const two = { ...limits, runs: 2 }
    await register.enter(record(), two)
    await register.enter(record(), two)
    await expectRejection(
      'enter() of a third run must reject with a Problem of status 503 and Retry-After',
      register.enter(record(), two),
      (error) => error instanceof Problem && error.status === 503 && 'Retry-After' in error.headers,
    )
  },

  'enter() replaces the oldest ended run and remembers its id as expired': async (stores) => {
    const store = await stores.create()
    const { register } = store
    const three = { ...limits, runs: 3 }
    const [live, first, second] = [record(), record({ key: 'k' }), record()]
    for (const run of [live, first, second]) await start(store, run, three)
    await end(store, first)
    await end(store, second)
    const repeated = await register.enter(record({ key: 'k' }), three)
    expectEqual('The key of an ended run must still be known', repeated.isNew, false)
    const entered = await register.enter(record(), three)
    expectEqual('A further run must be new', entered, { isNew: true })
    expectEqual('The oldest run must be gone', await register.find(first.id), undefined)
    expectEqual('Its id must be expired', await register.isExpired(first.id), true)
    expectEqual('Its key must be free', await register.findByKey('k'), undefined)
    expectTrue('The live run must be kept', (await register.find(live.id)) !== undefined)
    expectTrue('The other run must be kept', (await register.find(second.id)) !== undefined)
  },

  'a run, its key and its log are removed after keepTime': async (stores) => {
    const store = await stores.create()
    const { register, log } = store
    const run = await start(store, record({ key: 'k' }), { ...limits, keepTime: 30 })
    await end(store, run)
    await eventually('find() must return undefined after keepTime', async () => {
      return (await register.find(run.id)) === undefined
    })
    expectEqual('findByKey() must too', await register.findByKey('k'), undefined)
    expectEqual('isExpired() must return true', await register.isExpired(run.id), true)
    expectEqual('The log must be gone', await log.head(run.id), undefined)
    const entered = await register.enter(record({ key: 'k' }), limits)
    expectEqual('The key must be free', entered, { isNew: true })
  },
}
