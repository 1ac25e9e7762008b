import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export interface StubCommand {
  readonly port: number
  /** Sends it a signal, and resolves when it is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts the command of the stub in a process of its own, until the test ends. */
export async function startStubCommand(...args: readonly string[]): Promise<StubCommand> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/stub-server/cli/command.ts', '--host', '127.0.0.1', ...args],
    // Through Node itself, so that a signal reaches the command and nothing between.
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const gone = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = (await Promise.race([once(child.stdout, 'data'), gone])) as [unknown]
  const [, port] = /^listening on http:\/\/[^:]+:(\d+)\n/.exec(String(line)) ?? []
  if (port === undefined) throw new Error(`The stub ended before it was ready: ${String(line)}`)
  return {
    port: Number(port),
    async end(signal) {
      child.kill(signal)
      await gone
    },
  }
}
