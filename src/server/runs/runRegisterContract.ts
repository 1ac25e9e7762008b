import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import { Problem } from '../http/problem.ts'
import type { RunRecord } from './runRegister.ts'
import type { RunStore } from './runStore.ts'
import { createSessionId } from './sessionId.ts'

const limits = DEFAULT_LIMITS

function record(more: Partial<RunRecord> = {}): RunRecord {
  const question = { body: { message: 'Hi' }, owner: { user: 1 } }
  return { id: createSessionId(), key: undefined, owner: 'a', question, ...more }
}

/** Ends a run like its driver. */
async function end({ log, register }: RunStore, { id }: RunRecord): Promise<void> {
  await log.create(id)
  await log.append(id, 1, { event: 'close', data: '{}' })
  register.ended(id)
}

/** Tests that every `RunRegister` must pass, whatever its storage. Call it within a `describe`. */
export function testRunRegister(createStore: () => RunStore | Promise<RunStore>): void {
  test('find() and findByKey() return a run as it was entered', async () => {
    const { register } = await createStore()
    const run = record({ key: 'k' })
    expect(await register.enter(run, limits)).toEqual({ isNew: true })
    expect(await register.find(run.id)).toEqual({ ...run, isLost: false })
    expect(await register.findByKey('k')).toEqual({ ...run, isLost: false })
    expect(register.held).toBe(1)
  })

  test('enter() stores a question with every kind of JSON value', async () => {
    const { register } = await createStore()
    const body = { message: 'é😀\u0000', list: [null, true, 1.5, { a: [] }], empty: '' }
    const run = record({ question: { body, owner: null } })
    await register.enter(run, limits)
    expect((await register.find(run.id))?.question).toEqual({ body, owner: null })
  })

  test('live() returns the runs that have not ended, of one owner or of all', async () => {
    const store = await createStore()
    const { register } = store
    const [ended, mine, other] = [record(), record(), record({ owner: 'b' })]
    for (const run of [ended, mine, other]) await register.enter(run, limits)
    await end(store, ended)
    const idsOf = async (owner?: string) => (await register.live(owner)).map(({ id }) => id).sort()
    expect(await idsOf()).toEqual([mine.id, other.id].sort())
    expect(await idsOf('a')).toEqual([mine.id])
    expect(await idsOf('c')).toEqual([])
  })

  test('an id that was never entered is neither found nor expired, and has no readers', async () => {
    const { register } = await createStore()
    expect(await register.find(createSessionId())).toBeUndefined()
    expect(await register.findByKey('k')).toBeUndefined()
    expect(await register.isExpired(createSessionId())).toBe(false)
    expect(await register.countConnection(createSessionId())).toBe(0)
    expect(await register.find(createSessionId())).toBeUndefined()
  })

  test('enter() gives a key to exactly one of many concurrent runs', async () => {
    const { register } = await createStore()
    const runs = Array.from({ length: 10 }, () => record({ key: 'k' }))
    const entries = await Promise.all(
      runs.map((run) => register.enter(run, { ...limits, liveRunsPerOwner: 99 })),
    )
    const winner = runs.filter((_, index) => entries[index]?.isNew)
    expect(winner.length).toBe(1)
    for (const entry of entries) {
      if (!entry.isNew) expect(entry.known.id).toBe(winner[0]?.id)
    }
    expect(register.held).toBe(1)
  })

  test('enter() returns the known run of a key even at a bound', async () => {
    const { register } = await createStore()
    const run = record({ key: 'k' })
    const narrow = { ...limits, runs: 1, liveRunsPerOwner: 1 }
    await register.enter(run, narrow)
    const entry = await register.enter(record({ key: 'k' }), narrow)
    expect(entry).toMatchObject({ isNew: false, known: { id: run.id } })
  })

  test('countConnection() counts the readers of each run', async () => {
    const { register } = await createStore()
    const [one, other] = [record(), record()]
    await register.enter(one, limits)
    await register.enter(other, limits)
    expect(await register.countConnection(one.id)).toBe(1)
    expect(await register.countConnection(one.id)).toBe(2)
    expect(await register.countConnection(other.id)).toBe(1)
  })

  test('enter() rejects with 503 if all runs up to the bound are live', async () => {
    const { register } = await createStore()
    const two = { ...limits, runs: 2 }
    await register.enter(record(), two)
    await register.enter(record(), two)
    const refused = register.enter(record(), two)
    await expect(refused).rejects.toBeInstanceOf(Problem)
    await expect(refused).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '1' } })
  })

  test('enter() replaces the oldest ended run and remembers its id as expired', async () => {
    const store = await createStore()
    const { register } = store
    const three = { ...limits, runs: 3, liveRunsPerOwner: 9 }
    const [live, first, second] = [record(), record({ key: 'k' }), record()]
    for (const run of [live, first, second]) await register.enter(run, three)
    await end(store, first)
    await end(store, second)
    const next = record({ key: 'k' })
    expect(await register.enter(next, three)).toMatchObject({ isNew: false })
    expect(await register.enter(record(), three)).toEqual({ isNew: true })
    expect(await register.find(first.id)).toBeUndefined()
    expect(await register.isExpired(first.id)).toBe(true)
    expect(await register.findByKey('k')).toBeUndefined()
    expect(await register.find(live.id)).toBeDefined()
    expect(await register.find(second.id)).toBeDefined()
  })

  test('a run, its key and its log are removed after keepTime', async () => {
    const store = await createStore()
    const { register, log } = store
    const run = record({ key: 'k' })
    await register.enter(run, { ...limits, keepTime: 30 })
    await end(store, run)
    await expect.poll(() => register.find(run.id)).toBeUndefined()
    expect(await register.findByKey('k')).toBeUndefined()
    expect(await register.isExpired(run.id)).toBe(true)
    expect(await log.head(run.id)).toBeUndefined()
    expect(await register.enter(record({ key: 'k' }), limits)).toEqual({ isNew: true })
  })
}
