import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { StubProcessOptions } from './stubProcess.test-helper.ts'

const SCRIPT = fileURLToPath(new URL('stubProcess.test-helper.ts', import.meta.url))

/** A stub that runs in a separate process. */
export interface StubProcess {
  readonly url: string
  /** Sends a signal and resolves with the exit code when the process has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  signal(signal: 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void
  /** Resolves with the exit code when the process has ended. */
  readonly gone: Promise<number | null>
}

export async function startProcess(options: StubProcessOptions): Promise<StubProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', SCRIPT, JSON.stringify(options)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  const line = child.stdout && once(child.stdout, 'data')
  const [output] = (await Promise.race([line, gone.then(() => [''])])) ?? ['']
  const url = String(output).trim()
  if (url === '') throw new Error('A stub process ended before it printed its URL.')
  return {
    url,
    gone,
    signal: (signal) => void child.kill(signal),
    end: (signal) => {
      child.kill(signal)
      return gone
    },
  }
}
