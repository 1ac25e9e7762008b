import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createNestApp, type NestAppOptions } from './createNestApp.ts'

/** Registers what to do when a test, or all tests of a file, have ended. */
export type OnEnd = (clean: () => void | Promise<void>) => void

/** Creates an empty file for the runs of a model, and removes it at the end. */
export function createLedgerFile(onEnd: OnEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'vue-chat-stream-'))
  onEnd(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'runs.jsonl')
  writeFileSync(file, '')
  return file
}

/** Starts an application in this process. It is closed when the test ends. */
export async function startNest(options: NestAppOptions): Promise<{ readonly port: number }> {
  const app = await createNestApp(options)
  await app.listen(0, '127.0.0.1')
  onTestFinished(async () => {
    app.getHttpServer().closeAllConnections()
    await app.close()
  })
  const { port } = app.getHttpServer().address() as AddressInfo
  return { port }
}

export interface NestProcess {
  readonly port: number
  readonly pid: number
  /** Sends a signal to the process, and resolves when it has exited. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/**
 * Starts an application over Redis in its own process, and kills it at the end.
 *
 * @param resumes whether it continues answers whose process died
 */
export async function startNestProcess(
  redisUrl: string,
  ledger: string,
  resumes: boolean,
  onEnd: OnEnd = onTestFinished,
): Promise<NestProcess> {
  const script = join(import.meta.dirname, 'nestProcess.ts')
  const mode = resumes ? 'resumes' : 'ends'
  return startProcess(['--import', 'tsx', script, redisUrl, ledger, mode], onEnd)
}

/** Starts Node for an application that prints its port, and kills it at the end. */
export async function startProcess(
  args: readonly string[],
  onEnd: OnEnd = onTestFinished,
): Promise<NestProcess> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  onEnd(() => void child.kill('SIGKILL'))
  const [line] = (await Promise.race([once(child.stdout, 'data'), exited])) as [unknown]
  const port = Number(String(line))
  if (!(port > 0)) throw new Error(`The application ended before it was ready: ${String(line)}`)
  return {
    port,
    pid: child.pid ?? 0,
    async end(signal) {
      child.kill(signal)
      await exited
    },
  }
}
