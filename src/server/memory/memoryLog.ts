import {
  SequenceError,
  type RunEvent,
  type RunLog,
  type RunLogEntry,
  type RunLogHead,
} from '../runs/runLog.ts'
import { PackedLog } from './packedLog.ts'

interface Log {
  readonly entries: PackedLog
  readonly waiting: Set<() => void>
}

/** Stores the logs in this process. It ignores epochs, because no run changes its driver here. */
export class MemoryLog implements RunLog {
  readonly #logs = new Map<string, Log>()

  async create(run: string): Promise<void> {
    this.#logs.set(run, { entries: new PackedLog(), waiting: new Set() })
  }

  async append(run: string, seq: number, event: RunEvent): Promise<void> {
    const log = this.#logs.get(run)
    const next = (log?.entries.length ?? 0) + 1
    if (!log || seq !== next || log.entries.isEnded) throw new SequenceError(seq, next)
    log.entries.push(event)
    wake(log)
  }

  async read(run: string, after: number, signal: AbortSignal): Promise<readonly RunLogEntry[]> {
    for (;;) {
      const log = this.#logs.get(run)
      if (!log || signal.aborted) return []
      if (log.entries.length > after) return log.entries.batchAfter(after)
      if (log.entries.isEnded) return []
      await change(log, signal)
    }
  }

  async head(run: string): Promise<RunLogHead | undefined> {
    const entries = this.#logs.get(run)?.entries
    return entries && { seq: entries.length, isEnded: entries.isEnded }
  }

  async remove(run: string): Promise<void> {
    const log = this.#logs.get(run)
    this.#logs.delete(run)
    if (log) wake(log)
  }
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
