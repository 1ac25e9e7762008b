import { diagnose, type Diagnosis } from '../../core/index.ts'
import { redirectMode, rejectRedirect } from '../../core/internal.ts'
import { APIS, readModels } from './apis.ts'
import { createServerDialect } from './serverDialect.ts'
import type { ServerOptions } from './serverOptions.ts'
import { readPreset } from './serverTransport.ts'

/** Timeout for the list of models, in milliseconds. */
const MODELS_TIMEOUT = 10_000

/**
 * Returns the names of the models that the selected API offers; none if it has no list. Rejects if the request
 * fails.
 */
export async function listModels(options: ServerOptions): Promise<readonly string[]> {
  const preset = await readPreset(options)
  const path = options.name === 'endpoint' ? undefined : APIS[options.name].modelsPath
  if (!preset || !path) return []
  const headers = new Headers(await preset.headers())
  const url = new URL(`${options.url.replace(/\/+$/, '')}/${path}`, location.href)
  const response = await fetch(url, {
    headers,
    redirect: redirectMode(headers, preset.secretHeaders),
    signal: AbortSignal.timeout(MODELS_TIMEOUT),
  })
  rejectRedirect(response, url)
  if (!response.ok)
    throw new Error(
      `Cannot list the models: GET ${url} returned ${response.status}. Check the URL and the API key.`,
    )
  return readModels(await response.json())
}

/** Sends a short question to the selected server, and reports any problem with the connection. */
export async function diagnoseServer(
  options: ServerOptions,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { url, transport } = options
  const preset = (await readPreset(options)) ?? { url, transport }
  return diagnose({ ...preset, dialect: createServerDialect(() => options) }, { signal })
}
