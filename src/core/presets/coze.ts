import { textOf } from '../text.ts'
import type { ChatMessage, FilePart } from '../types.ts'
import { isImage, rejectFile, toNamedText } from './fileContent.ts'
import {
  headersWithKey,
  joinUrl,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
} from './preset.ts'

/** Like {@link ModelOptions}, but without the model, its system prompt and its parameters, which the bot defines. */
export interface CozeOptions extends Pick<ModelOptions, 'baseURL' | 'apiKey' | 'body' | 'headers'> {
  /** The id of the bot. */
  readonly botId: string
  /** Identifies the user: Coze keeps what it remembers of each user separate. @default 'vue-chat-stream' */
  readonly user?: string
}

/**
 * Creates the options for a bot of Coze. Each request sends the whole chat, without a conversation that
 * Coze stores.
 *
 * @param options `baseURL` defaults to `https://api.coze.com/v3`; in China, use `https://api.coze.cn/v3`
 * @see https://www.coze.com/docs/developer_guides/chat_v3
 * @example
 * const chat = useChatStream(coze({ baseURL: '/coze/v3', botId: '7379462189365198898' }))
 */
export function coze(options: CozeOptions): Preset {
  checkPreset(options, ['baseURL', 'botId', 'user'], 'botId')
  const { baseURL = 'https://api.coze.com/v3', botId, user = 'vue-chat-stream', body } = options
  return {
    url: joinUrl(baseURL, 'chat'),
    transport: 'post',
    dialect: 'coze',
    headers: headersWithKey(options),
    body: (request) => ({
      bot_id: botId,
      user_id: user,
      stream: true,
      additional_messages: messagesToSend(request, undefined).flatMap(toMessages),
      ...body,
    }),
  }
}

function toMessages({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const text = textOf({ parts })
  const files = role === 'user' ? parts.filter((part) => part.type === 'file') : []
  if (text === '' && files.length === 0) return []
  // Coze knows no system prompts in a request: the bot has its own.
  const author =
    role === 'assistant' ? { role, type: 'answer' } : { role: 'user', type: 'question' }
  return [
    files.length > 0
      ? {
          ...author,
          content: JSON.stringify([
            ...(text ? [{ type: 'text', text }] : []),
            ...files.map(toPiece),
          ]),
          content_type: 'object_string',
        }
      : { ...author, content: text, content_type: 'text' },
  ]
}

function toPiece(file: FilePart): object {
  const text = toNamedText(file)
  if (text !== undefined) return { type: 'text', text }
  // Other files have to be uploaded to Coze first.
  if (file.url.startsWith('data:')) return rejectFile(file, 'Coze')
  return { type: isImage(file) ? 'image' : 'file', file_url: file.url }
}
