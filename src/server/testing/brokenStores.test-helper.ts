import { tooFull, type RunRegister } from '../runs/runRegister.ts'
import type { RunLog } from '../runs/runLog.ts'
import type { RunStore } from '../runs/runStore.ts'
import type { SharedRuns } from '../runs/sharedRuns.ts'

/** Replaces methods of a store. */
type Sabotage = (store: RunStore) => {
  readonly log?: Partial<RunLog>
  readonly register?: Partial<RunRegister>
  readonly shared?: Partial<SharedRuns>
}

const never = new AbortController().signal
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time))

/** Returns a store with replaced methods. */
export function sabotage(store: RunStore, replace: Sabotage): RunStore {
  const { log, register, shared } = replace(store)
  return {
    log: replaced(store.log, log),
    register: replaced(store.register, register),
    ...(store.shared && { shared: replaced(store.shared, shared) }),
    close: () => store.close(),
  }
}

function replaced<T extends object>(target: T, methods: Partial<T> = {}): T {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(name in methods ? methods : target, name)
      // Private fields need the object itself.
      return typeof value === 'function' && !(name in methods) ? value.bind(target) : value
    },
  })
}

/** For each test of the contract that needs no other process: a store that must fail it. */
export const broken: Readonly<Record<string, Sabotage>> = {
  'append() accepts only the next number': ({ log }) => ({
    log: {
      async append(run, _, event) {
        await log.append(run, ((await log.head(run))?.seq ?? 0) + 1, event)
      },
    },
  }),
  'append() rejects an entry after the end': ({ log }) => ({
    log: { append: (...entry) => log.append(...entry).catch(() => {}) },
  }),
  'a log that was never created rejects entries and returns none': ({ log }) => ({
    log: {
      async append(run, seq, event) {
        if (!(await log.head(run))) await log.create(run)
        await log.append(run, seq, event)
      },
    },
  }),
  'append() accepts only one of two entries with the same number': ({ log }) => ({
    log: { append: (...entry) => log.append(...entry).catch(() => {}) },
  }),
  'append() keeps the order of entries that its caller does not await': ({ log }) => ({
    log: {
      async append(run, seq, event) {
        await pause(seq % 2 ? 5 : 0)
        await log.append(run, seq, event)
      },
    },
  }),
  'the last entry is appended after all others, which its caller does not await': ({ log }) => ({
    log: {
      async append(run, seq, event) {
        const appended = pause(20 * seq).then(() => log.append(run, seq, event))
        appended.catch(() => {})
        if (!event.event) await appended
      },
    },
  }),
  'read() returns the entries after a number unchanged': ({ log }) => ({
    log: {
      read: async (...from) =>
        (await log.read(...from)).map((entry) => ({ ...entry, data: entry.data.normalize('NFD') })),
    },
  }),
  'read() returns a bounded number of long entries, and at least one': ({ log }) => ({
    log: {
      async read(run, after, signal) {
        const entries = [...(await log.read(run, after, signal))]
        const { seq = 0 } = (await log.head(run)) ?? {}
        while ((entries.at(-1)?.seq ?? seq) < seq) {
          entries.push(...(await log.read(run, entries.at(-1)?.seq ?? 0, signal)))
        }
        return entries
      },
    },
  }),
  'read() returns many short entries without a gap': ({ log }) => ({
    log: {
      read: async (...from) => (await log.read(...from)).filter(({ seq }) => seq !== 150),
    },
  }),
  'read() waits for the first entry and for the next one': ({ log }) => ({
    log: {
      async read(run, after, signal) {
        const head = await log.head(run)
        return head && head.seq > after ? log.read(run, after, signal) : []
      },
    },
  }),
  'read() serves readers at different positions': ({ log }) => ({
    log: { read: (run, after, signal) => log.read(run, Math.min(after, 2), signal) },
  }),
  'read() returns nothing when its signal is aborted': ({ log }) => ({
    log: {
      read: (run, after, signal) => log.read(run, after, signal.aborted ? never : signal),
    },
  }),
  'read() returns nothing after remove()': ({ log }) => ({
    log: {
      async remove(run) {
        await log.remove(run)
        await log.create(run)
      },
    },
  }),
  'read() returns nothing after the end': ({ log }) => ({
    log: {
      async read(run, after, signal) {
        const entries = await log.read(run, after, signal)
        const head = await log.head(run)
        return entries.length || !head?.isEnded ? entries : log.read(run, head.seq - 1, signal)
      },
    },
  }),
  'find() and findByKey() return a run as it was entered': ({ register }) => ({
    register: { enter: (run, limits) => register.enter({ ...run, owner: 'x' }, limits) },
  }),
  'enter() stores a question with every kind of JSON value': ({ register }) => ({
    register: {
      enter: ({ question, ...run }, limits) =>
        register.enter({ ...run, question: { ...question, body: String(question.body) } }, limits),
    },
  }),
  'live() returns the runs that have not ended, of one owner or of all': ({ register }) => ({
    register: { live: () => register.live() },
  }),
  'an id that was never entered is neither found nor expired, and has no readers': () => ({
    register: { isExpired: async () => true },
  }),
  'enter() gives a key to exactly one of many concurrent runs': ({ register }) => ({
    register: {
      async enter(run, limits) {
        const known = await register.findByKey(run.key ?? '')
        // Another run may have the key by now.
        await pause(1)
        if (known) return { isNew: false, known }
        const entry = await register.enter({ ...run, key: undefined }, limits)
        await register.enter(run, limits)
        return entry
      },
    },
  }),
  'enter() returns the known run of a key even at a bound': ({ register }) => ({
    register: {
      async enter(run, limits) {
        if ((await register.live()).length >= limits.runs) throw tooFull()
        return register.enter(run, limits)
      },
    },
  }),
  'countConnection() counts the readers of each run': () => {
    let count = 0
    return { register: { countConnection: async () => (count += 1) } }
  },
  'enter() rejects with 503 if all runs up to the bound are live': ({ register }) => ({
    register: { enter: (run, limits) => register.enter(run, { ...limits, runs: 1_000 }) },
  }),
  'enter() replaces the oldest ended run and remembers its id as expired': ({ register }) => ({
    register: { isExpired: async (id) => !(await register.isExpired(id)) },
  }),
  'a run, its key and its log are removed after keepTime': () => ({
    register: { isExpired: async () => false },
  }),
}

/** For each test of the contract about several processes: a store that must fail it. */
export const brokenShared: Readonly<Record<string, Sabotage>> = {
  'a store reads a log while another one writes it': ({ log }) => ({
    log: { read: async (run, after) => log.read(run, after, AbortSignal.timeout(0)) },
  }),
  'readers end when another store removes the log': () => ({
    log: { read: async () => [{ seq: 1, data: 'removed' }] },
  }),
  'enter() gives a key to one of several runs that stores enter at once': ({ register }) => ({
    register: { enter: (run, limits) => register.enter({ ...run, key: run.id }, limits) },
  }),
  'enter() counts the live runs of an owner in all stores and rejects with 429': ({
    register,
  }) => ({
    register: {
      enter: (run, limits) => register.enter(run, { ...limits, liveRunsPerOwner: 99 }),
    },
  }),
  'beat() renews a lease, so that no other store can take the run over': ({ shared }) => ({
    shared: {
      async beat(claims) {
        // The lease ends now rather than later, whatever the clock of the machine does.
        await shared?.release(claims)
        return { lost: [], lapsed: [] }
      },
    },
  }),
  'takeOver() gives a run with a lapsed lease to exactly one taker': ({ shared }) => ({
    shared: { takeOver: async (id) => shared?.takeToStop(id) },
  }),
  'append() rejects a driver that lost its run, and beat() reports the loss': () => ({
    shared: { beat: async () => ({ lost: [], lapsed: [] }) },
  }),
  'append() of a driver that lost its run writes none of several entries': ({ log }) => ({
    log: {
      append: (run, seq, event) => log.append(run, seq, event, 2),
    },
  }),
  'takeovers counts lapsed leases, but not released ones': ({ shared }) => ({
    shared: {
      async takeOver(id) {
        const run = await shared?.takeOver(id)
        return run && { ...run, takeovers: run.epoch - 1 }
      },
    },
  }),
  'release() lets another store take a run over before its lease lapses': () => ({
    shared: { release: async () => {} },
  }),
  'takeToStop() takes a run from its driver, and every later driver must stop it': ({
    shared,
  }) => ({
    shared: {
      async takeOver(id) {
        const run = await shared?.takeOver(id)
        return run && { ...run, isStopped: false }
      },
    },
  }),
  'an ended run cannot be taken over or stopped': () => ({
    shared: { beat: async () => ({ lost: [], lapsed: [] }) },
  }),
  'counts() counts models without a registered run': () => ({
    shared: { countModel: async () => {} },
  }),
}
