import type { Limits } from '../limits.ts'
import { Problem } from '../http/problem.ts'

/** A question as a store keeps it. Its values are JSON. */
export interface StoredQuestion {
  readonly body: unknown
  /** The value that identifies the requester to the application. */
  readonly owner: unknown
  /** A hash of the body as it was sent with an idempotency key, before a schema changed it. */
  readonly sentHash?: string
}

/** The data of a run other than its log. */
export interface RunRecord {
  readonly id: string
  /** The idempotency key of the question, with its owner: requests with the same key get the same run. */
  readonly key?: string | undefined
  readonly question: StoredQuestion
  /** Identifies the owner of the run, for the bound on live runs. */
  readonly owner: string
}

/** A run as the register returns it. */
export interface FoundRun extends RunRecord {
  /** Whether no process drives the run although it did not end: its process died. */
  readonly isLost: boolean
}

/** Result of entering a run: the run is new, or another run already has its key. */
export type Entry = { readonly isNew: true } | { readonly isNew: false; readonly known: FoundRun }

/** Finds runs by id and by key, and bounds their number. */
export interface RunRegister {
  /**
   * Number of runs held, as far as this process knows without a query: with a shared store, the live
   * runs that this process entered.
   */
  readonly held: number
  find(id: string): Promise<FoundRun | undefined>
  findByKey(key: string): Promise<FoundRun | undefined>
  /** Returns whether a run with that id was held once but no longer is. */
  isExpired(id: string): Promise<boolean>
  /**
   * Stores a run and claims its key, in one step: if several processes enter runs with the same key at
   * the same time, exactly one is new. Start its model only after that.
   *
   * @throws Problem 429 or 503 at a bound
   */
  enter(run: RunRecord, limits: Limits): Promise<Entry>
  /**
   * Returns runs that have not ended, up to a bounded number.
   *
   * @param owner whose runs. @default those of all owners
   */
  live(owner?: string): Promise<readonly FoundRun[]>
  /**
   * Counts a reader of the run; used by servers that disturb the first readers of a run on purpose.
   *
   * @returns how many readers have connected, including this one
   */
  countConnection(id: string): Promise<number>
  /**
   * Adds to the bytes that a run wrote; its driver calls this.
   *
   * @returns false if there is no space for them and none can be freed
   */
  wrote(id: string, bytes: number): boolean
  /** Marks a run as no longer driven; its driver calls this. */
  ended(id: string): void
}

export function tooFull(): Problem {
  return new Problem(
    503,
    'The server already runs as many models as it may. Try again in a second.',
    {
      'Retry-After': '1',
    },
  )
}
