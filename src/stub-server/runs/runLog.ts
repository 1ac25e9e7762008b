/** One event of a run, as it goes out: `event` is absent for an ordinary message. */
export interface RunEvent {
  readonly event?: 'close' | 'error'
  /** One line. */
  readonly data: string
}

export interface RunLogEntry extends RunEvent {
  /** Dense: 1, 2, 3 … */
  readonly seq: number
}

/** How far a log has come. */
export interface RunLogHead {
  /** The number of the last entry; 0 where there is none yet. */
  readonly seq: number
  /** Whether nothing can follow. */
  readonly isEnded: boolean
}

/** The epoch of a run that nobody took over. */
export const FIRST_EPOCH = 1

/**
 * Where runs write and readers read: append-only, one log a run. `append` and `read` are what matters;
 * the others make a log, look at its end and forget it.
 */
export interface RunLog {
  /** Makes an empty log; a reader may come before the first entry does. */
  create(run: string): Promise<void>
  /**
   * @param epoch which driver of the run writes, where a store hands runs from one to the next: one
   * that lost its run must not write again, however late it notices. @default 1
   * @throws SequenceError where `seq` is not the next, the log ended or is gone, or `epoch` is past: a
   * second writer must not go unnoticed
   */
  append(run: string, seq: number, event: RunEvent, epoch?: number): Promise<void>
  /**
   * The next entries after `after`, a bounded number of them. Waits while there are none yet.
   * Nothing at all means: the run ended, the log is gone, or `signal` was aborted.
   */
  read(run: string, after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]>
  /** @returns undefined where there is no such log */
  head(run: string): Promise<RunLogHead | undefined>
  /** Forgets a log. Its readers end. */
  remove(run: string): Promise<void>
}

/** Tells whether nothing can follow an event. */
export function isLast(event: RunEvent): boolean {
  return event.event !== undefined
}

export class SequenceError extends Error {
  override readonly name = 'SequenceError'

  constructor(seq: number, next: number) {
    super(`Entry ${seq} cannot be appended to this log: the next is ${next}.`)
  }
}
