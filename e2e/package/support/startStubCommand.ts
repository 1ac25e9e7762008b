import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export interface StubCommand {
  readonly port: number
  /** Sends a signal to the process, and resolves when it has exited. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts the stub's command in its own process. It is killed when the test ends. */
export async function startStubCommand(...args: readonly string[]): Promise<StubCommand> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/stub-server/cli/command.ts', '--host', '127.0.0.1', ...args],
    // Start Node directly: with npx in between, the signal might not reach the command.
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exited = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = (await Promise.race([once(child.stdout, 'data'), exited])) as [unknown]
  const [, port] = /^listening on http:\/\/[^:]+:(\d+)\n/.exec(String(line)) ?? []
  if (port === undefined) throw new Error(`The stub ended before it was ready: ${String(line)}`)
  return {
    port: Number(port),
    async end(signal) {
      child.kill(signal)
      await exited
    },
  }
}
