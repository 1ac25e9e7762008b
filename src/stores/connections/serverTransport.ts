import { type ChatRequest, type Preset, type Transport, transports } from '../../core/index.ts'
import { APIS } from './apis.ts'
import type { ServerOptions } from './serverOptions.ts'
import { isInQueryString, wholeChatBody } from './wholeChatBody.ts'

/** Returns the preset of the selected API; undefined for a custom endpoint. */
export async function readPreset(options: ServerOptions): Promise<Preset | undefined> {
  const { name, url, model, apiKey, settings } = options
  if (name === 'endpoint') return undefined
  // Loaded only if needed: a custom endpoint uses none of it.
  const { apiOptions } = await import('./apiOptions.ts')
  return apiOptions(name, { baseURL: url, model, apiKey, settings })
}

/**
 * Returns the transport that sends questions to the selected server.
 *
 * @param read - returns the options of the server; called for every request
 */
export function createServerTransport(read: () => ServerOptions): Transport {
  return async function* (question, context) {
    const options = read()
    const preset = await readPreset(options)
    const request = await acceptedRequest(question, options)
    if (!preset) {
      const { transport, settings } = options
      // A query string only has room for the question, which the transport takes from the request.
      const body = () => (isInQueryString(transport) ? {} : wholeChatBody(request, settings))
      return yield* transports[transport](request, { ...context, body })
    }
    const { url, headers, secretHeaders = [], body } = preset
    yield* transports.post(request, {
      ...context,
      url,
      secretHeaders,
      headers: async () => new Headers(await headers()),
      body: () => body(request),
    })
  }
}

/** Returns the request as the server accepts it: with the text of its files if it accepts no files. */
async function acceptedRequest(
  request: ChatRequest,
  { name }: ServerOptions,
): Promise<ChatRequest> {
  const hasFiles = request.messages.some(({ parts }) => parts.some(({ type }) => type === 'file'))
  const acceptsFiles = name !== 'endpoint' && APIS[name].carries.length > 1
  if (!hasFiles || acceptsFiles) return request
  // Loaded only if needed: most questions have no files.
  const { toTextOnly } = await import('./textOnlyRequest.ts')
  return toTextOnly(request)
}
