import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { LoadContestant } from './contestants.ts'
import type { Report } from './serve.ts'

/** A contestant in a process of its own. */
export class ServerProcess {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start(
    { program, needsRedis }: LoadContestant,
    redisUrl: string,
  ): Promise<ServerProcess> {
    const child = fork(program, {
      execArgv: ['--import', 'tsx', '--expose-gc'],
      env: { ...process.env, NODE_ENV: 'production', REDIS_URL: needsRedis ? redisUrl : '' },
      stdio: ['ignore', 2, 2, 'ipc'],
    })
    const first = await Promise.race([once(child, 'message'), once(child, 'exit')])
    const { port } = Object(first[0]) as { port?: number }
    if (port === undefined) throw new Error(`The server ended early: ${program}`)
    return new ServerProcess(child, port)
  }

  /** Whether the process still runs; a server may run out of memory. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Returns undefined if the process has ended. */
  async report(): Promise<Report | undefined> {
    const child = this.#child
    if (!this.isAlive) return undefined
    return new Promise((resolve) => {
      const end = (report?: Report) => {
        child.off('message', onMessage).off('exit', onExit)
        resolve(report)
      }
      const onMessage = (report: unknown) => end(report as Report)
      const onExit = () => end()
      child.on('message', onMessage).on('exit', onExit)
      child.send({}, () => {})
    })
  }

  async stop(): Promise<void> {
    if (!this.isAlive) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}
