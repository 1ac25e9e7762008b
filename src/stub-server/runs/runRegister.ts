import type { Question } from '../model.ts'
import type { Limits } from '../options.ts'
import { Problem } from '../http/problem.ts'

/** What is known of a run apart from what it wrote. */
export interface RunRecord {
  readonly id: string
  /** Names the question: the same key is the same run. */
  readonly key?: string | undefined
  readonly question: Question
  /** Whose run it is, for the bound on live ones. */
  readonly client: string
}

/** A run as it is found. */
export interface FoundRun extends RunRecord {
  /** Whether nobody drives it any more, though it did not end: its process died. */
  readonly isLost: boolean
}

/** What came of entering a run: itself, or the one that has its key. */
export type Entry = { readonly isNew: true } | { readonly isNew: false; readonly known: FoundRun }

/** Which runs there are, by id and by key, and how many there may be. */
export interface RunRegister {
  /** Runs held, as far as this process knows without asking: of a shared store, those that it entered and that are live. */
  readonly held: number
  find(id: string): Promise<FoundRun | undefined>
  findByKey(key: string): Promise<FoundRun | undefined>
  /** Tells whether a run of that name was held once and is no more. */
  isExpired(id: string): Promise<boolean>
  /**
   * Writes a run down and gives it its key, in one step: of several that have the same key, entered at
   * the same time by whatever processes, one is new. Its model may start then, and not before.
   *
   * @throws Problem 429 or 503 at a bound
   */
  enter(run: RunRecord, limits: Limits): Promise<Entry>
  /** @returns how many readers came, this one included; scenarios of the stream meet the first ones alone */
  countConnection(id: string): Promise<number>
  /**
   * Told by a driver how many bytes its run wrote.
   *
   * @returns false where there is no room for them, nor any to be made
   */
  wrote(id: string, bytes: number): boolean
  /** Told by a driver that it drives a run no more. */
  ended(id: string): void
}

export function tooFull(): Problem {
  return new Problem(503, 'The server runs as many models as it may. Try again shortly.', {
    'Retry-After': '1',
  })
}
