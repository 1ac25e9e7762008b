import { isStreamUrl, isTransportName, type Connection } from '../stores/connection.ts'

/** A server that does not give its file in this time, in milliseconds, holds up nobody. */
const LONGEST_WAIT = 3000

/**
 * Reads `config.json`, in which whoever serves the app sets its defaults without a rebuild.
 *
 * There need not be one. What is wrong in it is named on the console and ignored.
 */
export async function loadDeployerConfig(
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Partial<Connection>> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), {
      signal: AbortSignal.timeout(LONGEST_WAIT),
      cache: 'no-cache',
    })
    const isPage = response.headers.get('content-type')?.includes('html')
    // A server with a fallback for every address gives its page instead of a 404.
    if (response.status === 404 || isPage) return {}
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    return readDeployerConfig(await response.json())
  } catch (cause) {
    console.warn('config.json could not be read; the defaults apply.', cause)
    return {}
  }
}

/** Keeps the fields that are right, and names the others on the console. */
export function readDeployerConfig(value: unknown): Partial<Connection> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    console.warn('config.json has to hold a JSON object; the defaults apply.')
    return {}
  }
  const { url, transport, ...unknown } = value as Record<string, unknown>
  const isUrlRight = isStreamUrl(url)
  const isTransportRight = isTransportName(transport)
  if (url !== undefined && !isUrlRight) warn('url', url, 'an http(s) address or a path from /')
  if (transport !== undefined && !isTransportRight) {
    warn('transport', transport, 'session, post, get or eventsource')
  }
  for (const name of Object.keys(unknown)) {
    console.warn(`config.json: there is no field "${name}"; it is ignored.`)
  }
  return { ...(isUrlRight ? { url } : {}), ...(isTransportRight ? { transport } : {}) }
}

function warn(name: string, value: unknown, expected: string): void {
  console.warn(
    `config.json: "${name}" is ${JSON.stringify(value)}, but has to be ${expected}; it is ignored.`,
  )
}
