import { listAppFiles } from './appFiles.ts'
import { createListener } from './createListener.ts'
import { USAGE } from './flags/flags.ts'
import { type CommandOptions, type Destination, readOptions } from './flags/readOptions.ts'
import { UsageError } from './flags/usageError.ts'
import { openBrowser } from './openBrowser.ts'
import { isLoopback } from './proxy/checkRequest.ts'
import { createKeyMask } from './proxy/maskKey.ts'
import { DEFAULT_PORT, type RunningServer, startServer } from './startServer.ts'
import { createEndpoint } from './target/endpoint.ts'
import { createConfig } from './target/createConfig.ts'
import { localPort, type Target } from './target/target.ts'
import { createUpstream } from './target/upstream.ts'

/** What the command uses of its process. */
export interface CommandContext {
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute path of the built app. */
  readonly app: string
  readonly version: string
  /** Prints a line to standard output. */
  readonly print: (line: string) => void
  /** Prints a line to standard error. */
  readonly warn: (line: string) => void
}

/** Reports why the server could not start, with a message for the person who ran the command. */
class StartError extends Error {
  override readonly name = 'StartError'
}

/**
 * Runs the command until `close` is called.
 *
 * @returns undefined if it only printed help or the version
 * @throws UsageError or StartError with a message for the user
 */
export async function startCommand(context: CommandContext): Promise<RunningServer | undefined> {
  const { args, environment, version, print } = context
  const options = readOptions(args, environment)
  if (options === 'help') print(USAGE)
  else if (options === 'version') print(version)
  else return start(options, context)
  return undefined
}

/**
 * Returns the text that explains an error of `startCommand`.
 *
 * @throws the error itself if it is a bug
 */
export function explainError(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nAll flags: npx vue-chat-stream --help`
  if (error instanceof StartError) return error.message
  throw error
}

async function start(options: CommandOptions, context: CommandContext): Promise<RunningServer> {
  const { destination, host, port } = options
  const { app, print, warn } = context
  const target = createTarget(destination)
  const taken = localPort(destination)
  if (port !== undefined && port === taken) {
    throw new StartError(`Port ${port} belongs to ${shown(target)}. Choose another --port.`)
  }
  const { config, finding } = createConfig(target)
  const files = await listAppFiles(app)
  const listener = createListener({ files, target, host, config })
  const server = await startServer({ listener, host, port, taken }).catch((error: unknown) => {
    throw explainStart(error, host, port)
  })
  const url = `http://${urlHost(host)}:${server.port}`
  if (port === undefined && server.port !== DEFAULT_PORT && taken !== DEFAULT_PORT) {
    warn(
      `Port ${DEFAULT_PORT} is in use, so the app uses ${server.port}. The browser keeps other chats for each port.`,
    )
  }
  print(`The app is running at ${url}  (press Ctrl+C to stop)`)
  if (!isLoopback(host)) warn(sharedWarning(destination, host))
  if (sendsKeyInPlain(destination)) {
    warn(`The API key travels unencrypted to ${shown(target)}. Use https if the server has it.`)
  }
  const mask = createKeyMask(destination.key)
  const { summary, problem } = await finding()
  print(mask.text(summary))
  if (problem !== undefined) warn(`Warning: ${mask.text(problem)}`)
  if (options.open && !(await openBrowser(url))) {
    warn(`The browser could not be opened. Open ${url} yourself.`)
  }
  return server
}

function createTarget(destination: Destination): Target {
  return destination.kind === 'endpoint' ? createEndpoint(destination) : createUpstream(destination)
}

const shown = ({ url }: Target) => url.host

function sharedWarning({ key }: Destination, host: string): string {
  const extra = key === undefined ? '' : ', with your API key'
  return (
    `Warning: with --host ${host}, every machine in the network can use the server behind the app${extra}. ` +
    'Use it only in a network that you trust.'
  )
}

function sendsKeyInPlain({ key, url }: Destination): boolean {
  return key !== undefined && url.protocol === 'http:' && !isLoopback(url.hostname)
}

function explainStart(error: unknown, host: string, port = DEFAULT_PORT): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is in use. Stop the program that uses it, or choose another port: --port ${port < 65_535 ? port + 1 : DEFAULT_PORT}.`,
      )
    case 'EACCES':
      return new StartError(
        `You are not permitted to use port ${port}. Choose one above 1023: --port ${DEFAULT_PORT}.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new StartError(`This machine has no interface ${host}. Correct --host.`)
    default:
      return error
  }
}

/** Returns a host that a browser can open: a wildcard address has none. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
