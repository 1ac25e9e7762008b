import { type FlagValues, readFlags } from './readFlags.ts'
import { UsageError } from './usageError.ts'

export const TRANSPORTS = ['session', 'post', 'get', 'eventsource'] as const

/** How the app sends a question to an endpoint. */
export type TransportName = (typeof TRANSPORTS)[number]

/** The server behind the app. */
export type Destination =
  | {
      readonly kind: 'endpoint'
      readonly url: URL
      readonly transport?: TransportName
      readonly key?: string
    }
  | {
      readonly kind: 'upstream'
      readonly url: URL
      readonly model?: string
      readonly key?: string
    }

export interface CommandOptions {
  readonly destination: Destination
  /** Undefined for the default port, or the next free one. */
  readonly port: number | undefined
  readonly host: string
  /** Whether to open the app in the browser. */
  readonly open: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the command line and the API key in the environment.
 *
 * @throws UsageError for a wrong argument; the message names it
 */
export function readOptions(
  args: readonly string[],
  environment: Environment,
): CommandOptions | 'help' | 'version' {
  const flags = readFlags(args)
  if (flags.help !== undefined) return 'help'
  if (flags.version !== undefined) return 'version'
  const { host = 'localhost' } = flags
  if (!/^[\w.:%-]+$/.test(host)) {
    throw new UsageError(`--host must be a host name or an IP address, not ${host}.`)
  }
  return {
    destination: readDestination(flags, environment),
    port: flags.port === undefined ? undefined : readPort(flags.port),
    host,
    open: flags.open !== undefined,
  }
}

function readDestination(flags: FlagValues, environment: Environment): Destination {
  const { endpoint, upstream, model, transport } = flags
  if (endpoint !== undefined && upstream !== undefined) {
    throw new UsageError('Pass either --endpoint or --upstream, not both.')
  }
  if (endpoint !== undefined) {
    if (model !== undefined) throw new UsageError('--model needs --upstream, not --endpoint.')
    const url = readUrl('--endpoint', endpoint, 'http://localhost:3000/ai/chat/stream')
    return {
      kind: 'endpoint',
      url,
      ...(transport === undefined ? {} : { transport: readTransport(transport) }),
      // OPENAI_API_KEY is for servers that speak OpenAI's format: a company's endpoint must not get it.
      ...readKey(environment, ['VUE_CHAT_STREAM_API_KEY']),
    }
  }
  if (transport !== undefined) throw new UsageError('--transport needs --endpoint.')
  if (upstream === undefined) {
    throw new UsageError('Pass the URL of your server with --endpoint or --upstream.')
  }
  return {
    kind: 'upstream',
    url: readUrl('--upstream', upstream, 'http://localhost:8000/v1'),
    ...(model === undefined ? {} : { model }),
    ...readKey(environment, ['VUE_CHAT_STREAM_API_KEY', 'OPENAI_API_KEY']),
  }
}

/** Never quotes the text: it may contain a password, or be an API key. */
function readUrl(flag: string, text: string, example: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(text)) {
    throw new UsageError(`${flag} must be a URL such as ${example}.`)
  }
  if (url.username || url.password) {
    throw new UsageError(
      `${flag} must not contain a user name or a password. Set VUE_CHAT_STREAM_API_KEY to an API key instead.`,
    )
  }
  url.hash = ''
  return url
}

function readTransport(text: string): TransportName {
  const transport = TRANSPORTS.find((name) => name === text)
  if (transport) return transport
  throw new UsageError(`--transport must be session, post, get or eventsource, not ${text}.`)
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (port <= 65_535) return port
  throw new UsageError(`--port must be a whole number from 0 to 65535, not ${text}.`)
}

function readKey(environment: Environment, names: readonly string[]): { readonly key?: string } {
  const name = names.find((each) => environment[each]?.trim())
  if (name === undefined) return {}
  const key = environment[name]?.trim() ?? ''
  // A header cannot carry anything else.
  if (/^[\x21-\x7e]+$/.test(key)) return { key }
  throw new UsageError(
    `The API key in ${name} contains a space or a character outside of ASCII. Copy it again.`,
  )
}
