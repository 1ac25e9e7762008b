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

/**
 * Where runs write and readers read: append-only, one log a run. Redis Streams fit it as they are:
 * `XADD log:<run> <seq>-0` refuses an id that is not greater, `XREAD BLOCK` waits for more.
 */
export interface RunLog {
  /** Makes an empty log; a reader may come before the first entry does. */
  create(run: string): Promise<void>
  /** @throws SequenceError where `seq` is not the next: a second writer must not go unnoticed */
  append(run: string, seq: number, event: RunEvent): Promise<void>
  /**
   * The next entries after `after`, a bounded number of them. Waits while there are none yet.
   * Nothing at all means: the run ended, the log is gone, or `signal` was aborted.
   */
  read(run: string, after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]>
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
