import type { Destination } from '../flags/readOptions.ts'

/** The content of `config.json`: the server that the app uses by default. */
export interface AppConfig {
  readonly name: string
  readonly url?: string
  readonly transport?: string
  readonly server?: 'openai' | 'ollama'
  readonly baseUrl?: string
  readonly model?: string
}

/** The result of a look at the server. */
export interface Finding {
  readonly config: AppConfig
  /** A line for the user about what the app uses. */
  readonly summary: string
  /** A sentence that says what is wrong, and what to do. */
  readonly problem?: string
  /** Whether to look again when the page loads: the server was out of reach. */
  readonly isPending?: boolean
}

/** The server behind the app: which requests it gets, and how the app is set up for it. */
export interface Target {
  /** The local path that leads to the server. */
  readonly path: string
  readonly url: URL
  readonly key: string | undefined
  /** Returns the methods of a path below `path`, such as `/init`; undefined if there is nothing for the app. */
  methodsOf(below: string): readonly string[] | undefined
  /** Looks at the server without starting a run. Never rejects. */
  look(): Promise<Finding>
}

/** Returns the local path that leads to a server. It names the server, because the settings of the app show it. */
export function localPath({ host, pathname }: URL): string {
  return `/proxy/${host}${pathname}`.replace(/\/+$/, '')
}

/** Returns the port of a server on this machine, which the app must not take. */
export function localPort({ url }: Destination): number | undefined {
  if (!/^(?:localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(url.hostname)) return undefined
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80))
}
