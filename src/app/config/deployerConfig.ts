import type { ConfigProblem } from '../../components/index.ts'
import { isObject } from '../../core/internal.ts'
import { type Defaults, isStreamUrl, isTransportName } from '../../stores/index.ts'

/** Milliseconds after which the app starts without config.json. */
const LOAD_TIMEOUT = 3000

/** The content of config.json: the valid fields, and the problems of the others. */
export interface DeployerConfig {
  readonly defaults: Partial<Defaults>
  readonly problems: readonly ConfigProblem[]
}

const NO_CONFIG: DeployerConfig = { defaults: {}, problems: [] }

/**
 * Loads `config.json`, with which a deployer sets the defaults of the app without a rebuild.
 *
 * The file is optional. Invalid fields are ignored, and named on the page and on the console.
 */
export async function loadDeployerConfig(
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<DeployerConfig> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), {
      signal: AbortSignal.timeout(LOAD_TIMEOUT),
      cache: 'no-cache',
    })
    const isHtml = response.headers.get('content-type')?.includes('html')
    // A server with a fallback page for every path sends that page instead of a 404.
    if (response.status === 404 || isHtml) return NO_CONFIG
    if (!response.ok) throw new Error(`GET ${response.url} failed with status ${response.status}`)
    const config = await readConfig(await response.json())
    if (config.problems.length > 0) console.warn('config.json:', ...config.problems)
    return config
  } catch (cause) {
    console.warn('config.json could not be read; the defaults apply.', cause)
    // Only invalid JSON is a problem of the file. A network error is not: the app also starts offline.
    return cause instanceof SyntaxError
      ? { ...NO_CONFIG, problems: [{ kind: 'unreadable' }] }
      : NO_CONFIG
  }
}

/** Reads the usual file, which only names an endpoint. The full reader is loaded only for other files. */
async function readConfig(value: unknown): Promise<DeployerConfig> {
  const { url, transport, ...others } = isObject(value) ? value : { none: value }
  const isPlain = isStreamUrl(url) && !url.includes('?') && Object.keys(others).length === 0
  if (isPlain && isTransportName(transport)) return { ...NO_CONFIG, defaults: { url, transport } }
  const { readDeployerConfig } = await import('./readDeployerConfig.ts')
  return readDeployerConfig(value)
}
