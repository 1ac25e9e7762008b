import { batchOf } from '../runs/batchOf.ts'
import {
  isLast,
  SequenceError,
  type RunEvent,
  type RunLog,
  type RunLogEntry,
  type RunLogHead,
} from '../runs/runLog.ts'

interface Log {
  readonly entries: RunLogEntry[]
  readonly waiting: Set<() => void>
}

/** Stores the logs in this process. It ignores epochs, because no run changes its driver here. */
export class MemoryLog implements RunLog {
  readonly #logs = new Map<string, Log>()

  async create(run: string): Promise<void> {
    this.#logs.set(run, { entries: [], waiting: new Set() })
  }

  async append(run: string, seq: number, event: RunEvent): Promise<void> {
    const log = this.#logs.get(run)
    const next = (log?.entries.length ?? 0) + 1
    if (!log || seq !== next || isEnded(log)) throw new SequenceError(seq, next)
    log.entries.push({ seq, ...event })
    wake(log)
  }

  async read(run: string, after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]> {
    for (;;) {
      const log = this.#logs.get(run)
      if (!log || signal.aborted) return []
      if (log.entries.length > after) return batchOf(log.entries, after)
      if (isEnded(log)) return []
      await change(log, signal)
    }
  }

  async head(run: string): Promise<RunLogHead | undefined> {
    const log = this.#logs.get(run)
    return log && { seq: log.entries.length, isEnded: isEnded(log) }
  }

  async remove(run: string): Promise<void> {
    const log = this.#logs.get(run)
    this.#logs.delete(run)
    if (log) wake(log)
  }
}

function isEnded({ entries }: Log): boolean {
  const last = entries.at(-1)
  return last !== undefined && isLast(last)
}

function wake({ waiting }: Log): void {
  for (const resolve of [...waiting]) resolve()
}

function change({ waiting }: Log, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    waiting.add(end)
    signal.addEventListener('abort', end, { once: true })
    function end() {
      waiting.delete(end)
      signal.removeEventListener('abort', end)
      resolve()
    }
  })
}
