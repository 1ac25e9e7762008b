/** One event of a run, as it is sent; `event` is absent for an ordinary message. */
export interface RunEvent {
  readonly event?: 'close' | 'error'
  /** The payload: a single line. */
  readonly data: string
}

export interface RunLogEntry extends RunEvent {
  /** Position in the log: 1, 2, 3 … without gaps. */
  readonly seq: number
}

/** The position of a log's end. */
export interface RunLogHead {
  /** The number of the last entry; 0 if there is none yet. */
  readonly seq: number
  /** Whether the log ended, so that no entry can follow. */
  readonly isEnded: boolean
}

/** The epoch of a run that was never taken over. */
export const FIRST_EPOCH = 1

/**
 * An append-only log per run: runs write to it, readers read from it. Streaming uses `append` and `read`;
 * the other methods create a log, report its end and remove it.
 */
export interface RunLog {
  /** Creates an empty log; a reader may connect before the first entry is written. */
  create(run: string): Promise<void>
  /**
   * Appends one entry. The promise resolves when the entry is stored so that other processes read it. A driver appends
   * the next entries without waiting for it, so a store may write several at a time; it must keep their order.
   *
   * @param epoch which driver of the run writes, if a store hands runs from one process to the next: a
   * driver that lost its run must not write again, however late it notices. @default 1
   * @throws SequenceError if `seq` is not the next number, the log ended or is gone, or `epoch` is
   * outdated: a second writer must not go unnoticed
   */
  append(run: string, seq: number, event: RunEvent, epoch?: number): Promise<void>
  /**
   * Returns the next entries after number `after`, up to a bounded size. Waits if there are none yet.
   * An empty array means that the run ended, the log is gone, or `signal` was aborted.
   */
  read(run: string, after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]>
  /** Returns the position of the log's end, or undefined if there is no such log. */
  head(run: string): Promise<RunLogHead | undefined>
  /** Removes a log and ends its readers. */
  remove(run: string): Promise<void>
}

/** Returns whether an event is the last one of its run. */
export function isLast(event: RunEvent): boolean {
  return event.event !== undefined
}

export class SequenceError extends Error {
  override readonly name = 'SequenceError'

  constructor(seq: number, next: number) {
    super(`Entry ${seq} cannot be appended to this log: the next number is ${next}.`)
  }
}
