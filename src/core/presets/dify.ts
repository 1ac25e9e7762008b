import type { ChatRequest, FilePart } from '../types.ts'
import { isImage, refuseFile } from './fileContent.ts'
import { endpoint, headersWithKey, type ModelOptions, type Preset } from './preset.ts'

/** As {@link ModelOptions}, but the model, its words and its parameters are those of the Dify app. */
export interface DifyOptions extends Pick<ModelOptions, 'baseURL' | 'apiKey' | 'body' | 'headers'> {
  /** Who asks: Dify keeps conversations by it. @default 'vue-chat-stream' */
  readonly user?: string
  /** The app's variables. @default none */
  readonly inputs?: Readonly<Record<string, unknown>>
}

/**
 * A chat app of Dify. It has a memory of its own: the conversation goes on by the name that it gave it.
 *
 * @param options `baseURL` by default is Dify's own, `https://api.dify.ai/v1`
 * @see https://docs.dify.ai/en/use-dify/publish/developing-with-apis
 * @example
 * const chat = useChatStream(dify({ baseURL: '/dify/v1' }))
 */
export function dify(options: DifyOptions = {}): Preset {
  const {
    baseURL = 'https://api.dify.ai/v1',
    user = 'vue-chat-stream',
    inputs = {},
    body,
  } = options
  return {
    url: endpoint(baseURL, 'chat-messages'),
    transport: 'post',
    dialect: 'dify',
    headers: headersWithKey(options),
    body: (request) => ({
      query: request.message,
      inputs,
      response_mode: 'streaming',
      user,
      conversation_id: conversationOf(request),
      files: filesOf(request).map(toFile),
      ...body,
    }),
  }
}

/** The name that Dify gave to the conversation: its dialect leaves it with each answer. */
function conversationOf({ messages }: ChatRequest): string {
  const parts = messages.flatMap(({ parts }) => parts)
  const last = parts.findLast((part) => part.type === 'data' && part.name === 'conversation_id')
  return last?.type === 'data' && typeof last.data === 'string' ? last.data : ''
}

function filesOf({ messages }: ChatRequest): readonly FilePart[] {
  return messages.at(-1)?.parts.filter((part) => part.type === 'file') ?? []
}

function toFile(file: FilePart): object {
  // Others have to be uploaded to Dify first.
  if (!isImage(file) || file.url.startsWith('data:')) return refuseFile(file, 'Dify')
  return { type: 'image', transfer_method: 'remote_url', url: file.url }
}
