import type { ChatRequest, FilePart } from '../types.ts'
import { isImage, rejectFile } from './fileContent.ts'
import { joinUrl, headersWithKey, type ModelOptions, type Preset, checkPreset } from './preset.ts'

/**
 * Like {@link ModelOptions}, but without the model, its system prompt and its parameters, which the Dify
 * app defines.
 */
export interface DifyOptions extends Pick<ModelOptions, 'baseURL' | 'apiKey' | 'body' | 'headers'> {
  /** Identifies the user: Dify keeps each user's conversations separate. @default 'vue-chat-stream' */
  readonly user?: string
  /** Values for the app's variables. @default none */
  readonly inputs?: Readonly<Record<string, unknown>>
}

/**
 * Creates the options for a chat app of Dify. Dify remembers the messages itself: each request only sends
 * the id that Dify assigned to the conversation.
 *
 * @param options `baseURL` defaults to Dify's own, `https://api.dify.ai/v1`
 * @see https://docs.dify.ai/en/use-dify/publish/developing-with-apis
 * @example
 * const chat = useChatStream(dify({ baseURL: '/dify/v1' }))
 */
export function dify(options: DifyOptions = {}): Preset {
  checkPreset(options, ['baseURL', 'user', 'inputs'])
  const {
    baseURL = 'https://api.dify.ai/v1',
    user = 'vue-chat-stream',
    inputs = {},
    body,
  } = options
  return {
    url: joinUrl(baseURL, 'chat-messages'),
    transport: 'post',
    dialect: 'dify',
    headers: headersWithKey(options),
    body: (request) => ({
      query: request.message,
      inputs,
      response_mode: 'streaming',
      user,
      conversation_id: conversationIdOf(request),
      files: filesOf(request).map(toFile),
      ...body,
    }),
  }
}

/** Returns the id that Dify assigned to the conversation: its dialect stores it in each answer. */
function conversationIdOf({ messages }: ChatRequest): string {
  const parts = messages.flatMap(({ parts }) => parts)
  const last = parts.findLast((part) => part.type === 'data' && part.name === 'conversation_id')
  return last?.type === 'data' && typeof last.data === 'string' ? last.data : ''
}

function filesOf({ messages }: ChatRequest): readonly FilePart[] {
  return messages.at(-1)?.parts.filter((part) => part.type === 'file') ?? []
}

function toFile(file: FilePart): object {
  // Other files have to be uploaded to Dify first.
  if (!isImage(file) || file.url.startsWith('data:')) return rejectFile(file, 'Dify')
  return { type: 'image', transfer_method: 'remote_url', url: file.url }
}
