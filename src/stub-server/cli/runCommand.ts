import { readCommandOptions, USAGE, UsageError } from './commandOptions.ts'
import { RedisStoreError } from '../../server/internal.ts'
import { createStubServer, type StubServerOptions } from '../server.ts'

/** The differences between the commands that start a server. */
export interface Command {
  /** How the user runs the command, such as `npm start`. */
  readonly name: string
  /** Options that the command line does not set. */
  readonly options?: StubServerOptions
  /** Returns the line to print when the server is ready. */
  readonly announce: (url: string) => string
}

/**
 * Runs a server until Ctrl+C or SIGTERM, then exits with code 0: immediately, or with Redis after its
 * live runs have ended. A second signal ends the process immediately.
 */
export async function runCommand({ name, options, announce }: Command): Promise<void> {
  try {
    const given = readCommandOptions(process.argv.slice(2), process.env)
    if (given === 'help') {
      console.log(`Usage: ${name} -- [options]\n\n${USAGE}`)
      return
    }
    const server = await createStubServer({ ...options, ...given })
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => void server.close().then(() => process.exit(0)))
    }
    console.log(announce(server.url))
  } catch (error) {
    console.error(explain(error, name))
    process.exitCode = 1
  }
}

function explain(error: unknown, name: string): string {
  if (error instanceof RedisStoreError) return error.message
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const port = error instanceof Error && 'port' in error ? String(error.port) : ''
  if (code === 'EADDRINUSE') {
    return (
      `Port ${port} is in use, perhaps by another copy of this server. Stop that server, or use ` +
      `another port: ${name} -- --port ${Number(port) + 1}`
    )
  }
  if (code === 'EACCES') {
    return `You are not permitted to use port ${port}. Use a port above 1023: ${name} -- --port 8866`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
