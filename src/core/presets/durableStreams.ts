import type { DialectName } from '../dialects/index.ts'
import { textOf } from '../text.ts'
import type { ChatRequest, Dialect, Transport } from '../types.ts'
import {
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
} from './preset.ts'
import { durableStreamsTransport } from './resuming/durableStreams.ts'
import type { ResumeOptions } from './resuming/options.ts'

/** Like {@link ModelOptions}, but without the model, which your endpoint chooses. */
export interface DurableStreamsOptions
  extends Pick<ModelOptions, 'apiKey' | 'headers'>, ResumeOptions {
  /** Your endpoint, which starts the run and answers `{ "streamUrl": "…" }`. @default '/api/chat' */
  readonly url?: string
  /** The format of the items of the stream. @default 'auto' */
  readonly dialect?: 'auto' | DialectName | Dialect
  /**
   * Fields to add to the body, or a function that returns the whole body.
   * @default `id`, `message` with the text, and `messages` with `role` and `content`
   */
  readonly body?:
    | Readonly<Record<string, unknown>>
    | ((request: ChatRequest) => Readonly<Record<string, unknown>>)
}

/**
 * Creates the options for an endpoint that writes its answers to a Durable Stream: `POST url` answers with
 * the URL of the stream, which is read with `live=sse` from any offset. An item counts when the server has
 * named the offset after it. The answer ends when the stream is closed.
 *
 * Your headers and credentials are sent to the stream only if it has the origin of `url`.
 *
 * @see https://github.com/durable-streams/durable-streams/blob/main/PROTOCOL.md
 * @example
 * const chat = useChatStream(durableStreams({ url: '/api/chat' }))
 */
export function durableStreams(
  options: DurableStreamsOptions = {},
): Omit<Preset<Transport>, 'dialect'> & { readonly dialect: 'auto' | DialectName | Dialect } {
  checkPreset(options, ['url', 'dialect', 'stop', 'recover'])
  const { url = '/api/chat', dialect = 'auto', body } = options
  return {
    url,
    transport: durableStreamsTransport(options),
    dialect,
    headers: headersWithKey(options),
    body: (request) =>
      typeof body === 'function'
        ? { ...body(request) }
        : {
            id: request.id,
            message: request.message,
            messages: messagesToSend(request, undefined).map(({ role, parts }) => ({
              role,
              content: textOf({ parts }),
            })),
            ...body,
          },
  }
}
