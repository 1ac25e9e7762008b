import type { ConfigProblem } from '../../components/index.ts'
import { isObject } from '../../core/internal.ts'
import { type Defaults, isStreamUrl, isTransportName } from '../../stores/index.ts'

/** A server that does not give its file in this time, in milliseconds, holds up nobody. */
const LONGEST_WAIT = 3000

/** What config.json says: the fields that are right, and what is wrong with the others. */
export interface DeployerConfig {
  readonly defaults: Partial<Defaults>
  readonly problems: readonly ConfigProblem[]
}

const NONE: DeployerConfig = { defaults: {}, problems: [] }

/**
 * Reads `config.json`, in which whoever serves the app sets its defaults without a rebuild.
 *
 * There need not be one. What is wrong in it is named on the page and on the console, and ignored.
 */
export async function loadDeployerConfig(
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<DeployerConfig> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), {
      signal: AbortSignal.timeout(LONGEST_WAIT),
      cache: 'no-cache',
    })
    const isPage = response.headers.get('content-type')?.includes('html')
    // A server with a fallback for every address gives its page instead of a 404.
    if (response.status === 404 || isPage) return NONE
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    const config = await read(await response.json())
    if (config.problems.length > 0) console.warn('config.json:', ...config.problems)
    return config
  } catch (cause) {
    console.warn('config.json could not be read; the defaults apply.', cause)
    // Without a network there is none, which is nobody's mistake.
    return cause instanceof SyntaxError ? { ...NONE, problems: [{ kind: 'unreadable' }] } : NONE
  }
}

/** Most files say where to ask, and no more: what reads the other ones is loaded for those who have one. */
async function read(value: unknown): Promise<DeployerConfig> {
  const { url, transport, ...others } = isObject(value) ? value : { none: value }
  const isPlain = isStreamUrl(url) && !url.includes('?') && Object.keys(others).length === 0
  if (isPlain && isTransportName(transport)) return { ...NONE, defaults: { url, transport } }
  const { readDeployerConfig } = await import('./readDeployerConfig.ts')
  return readDeployerConfig(value)
}
