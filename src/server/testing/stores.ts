import { DEFAULT_LIMITS, type Limits } from '../limits.ts'
import type { RunLog, RunLogEntry } from '../runs/runLog.ts'
import type { RunRecord } from '../runs/runRegister.ts'
import type { RunStore } from '../runs/runStore.ts'
import { createSessionId } from '../runs/sessionId.ts'
import type { SharedRuns } from '../runs/sharedRuns.ts'
import { ContractError, soon } from './expectations.ts'

/** What a test of the contract asks for. */
export interface StoreRequest {
  /**
   * Stores that are created with the same text share their runs, as two processes do. Others share nothing. A new text
   * for each test: use it, for example, as the prefix of all keys.
   */
  readonly space: string
  /** How long a lease lasts without a renewal, in milliseconds; short, so that tests need not wait. */
  readonly leaseTime: number
  /** How often leases are renewed, in milliseconds. */
  readonly renewInterval: number
}

/** Creates a store for one test. The test closes it. */
export type CreateStore = (request: StoreRequest) => RunStore | Promise<RunStore>

/** A store that has the part for several processes. */
export interface SharedStore extends RunStore {
  readonly shared: SharedRuns
}

/** The stores of one test, which share their runs. */
export class Stores {
  readonly #createStore: CreateStore
  readonly #request: StoreRequest
  readonly #created: RunStore[] = []

  constructor(createStore: CreateStore, leaseTime: number) {
    this.#createStore = createStore
    // Only letters and digits, so that it can be part of a name in a database.
    const space = `space${crypto.randomUUID().replaceAll('-', '')}`
    this.#request = { space, leaseTime, renewInterval: leaseTime / 3 }
  }

  async create(): Promise<RunStore> {
    const store = await this.#createStore(this.#request)
    this.#created.push(store)
    return store
  }

  async createShared(): Promise<SharedStore> {
    const store = await this.create()
    const { shared } = store
    if (shared) return { ...store, shared }
    throw new ContractError(
      'A store for several processes must have the property `shared`. For a store of one process, use ' +
        'runStoreContract({ shared: false }).',
    )
  }

  async close(): Promise<void> {
    await Promise.all(this.#created.map((store) => store.close()))
  }
}

export const limits: Limits = { ...DEFAULT_LIMITS, liveRunsPerOwner: 99 }

export function record(more: Partial<RunRecord> = {}): RunRecord {
  const question = { body: { message: 'Hi' }, owner: { user: 1 } }
  return { id: createSessionId(), owner: 'a', question, ...more }
}

/** Enters a run and creates its log, as a server does before it starts the model. */
export async function start(
  { register, log }: RunStore,
  run: RunRecord = record(),
  bounds = limits,
): Promise<RunRecord> {
  await register.enter(run, bounds)
  await log.create(run.id)
  return run
}

/** Starts a run and appends texts to its log. @returns the id of the run */
export async function startWith(store: RunStore, ...texts: string[]): Promise<string> {
  const { id } = await start(store)
  await Promise.all(texts.map((data, index) => store.log.append(id, index + 1, { data })))
  return id
}

/** Ends a run like its driver. */
export async function end({ log, register }: RunStore, { id }: RunRecord, seq = 1): Promise<void> {
  await log.append(id, seq, { event: 'close', data: '{}' })
  register.ended(id)
}

/** Reads from a log, and reports a read that does not return. */
export function read(
  log: RunLog,
  run: string,
  after: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly RunLogEntry[]> {
  return soon(`read() after entry ${after} must return`, log.read(run, after, signal))
}
