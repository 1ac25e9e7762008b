import type { ChatRequest, Transport } from '../types.ts'
import { headersWithKey, type ModelOptions, type Preset, checkPreset } from './preset.ts'
import { genkitTransport } from './resuming/genkit.ts'
import type { ResumeOptions } from './resuming/options.ts'

/** Like {@link ModelOptions}, but without the model, which the flow chooses. */
export interface GenkitOptions
  extends Pick<ModelOptions, 'apiKey' | 'body' | 'headers'>, ResumeOptions {
  /** The endpoint of the flow. */
  readonly url: string
  /** Returns the input of the flow. @default the text of the question */
  readonly input?: (request: ChatRequest) => unknown
}

/**
 * Creates the options for a flow of Genkit. If the flow has a `streamManager`, its answers resume: the
 * response names its stream in `x-genkit-stream-id`, and the same request with that header reads it again
 * from its start. The flow's result proves the end.
 *
 * From another origin, the server has to expose the header (`Access-Control-Expose-Headers`).
 *
 * @see https://genkit.dev/docs/durable-streaming/
 * @example
 * const chat = useChatStream(genkit({ url: '/api/chatFlow' }))
 */
export function genkit(
  options: GenkitOptions,
): Omit<Preset<Transport>, 'dialect'> & { readonly dialect: 'auto' } {
  checkPreset(options, ['url', 'input', 'stop', 'recover'], 'url')
  const { url, input = ({ message }: ChatRequest) => message, body } = options
  return {
    url,
    transport: genkitTransport(options),
    // For the chunks of flows that are no text.
    dialect: 'auto',
    headers: headersWithKey({
      ...options,
      headers: { accept: 'text/event-stream', ...options.headers },
    }),
    body: (request) => ({ data: input(request), ...body }),
  }
}
