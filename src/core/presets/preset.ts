import type { DialectName } from '../dialects/index.ts'
import type { ChatMessage, ChatRequest } from '../types.ts'

/** What a preset makes: options for `createChatStream` and `useChatStream`, to which others can be added. */
export interface Preset {
  readonly url: string
  readonly transport: 'post'
  readonly dialect: DialectName
  readonly headers: () => Promise<Record<string, string>>
  /** Names of the headers that carry the API key, if it is not `Authorization`. @default none */
  readonly secretHeaders?: readonly string[]
  /** Writes the whole body. */
  readonly body: (request: ChatRequest) => Record<string, unknown>
}

/** A key, or a function that brings it: asked before every request. */
export type ApiKey = string | (() => string | Promise<string>)

/** What all presets of models take. */
export interface ModelOptions {
  /** Where the API is, up to what its documentation calls the version. */
  readonly baseURL?: string
  /** The model's name, as its server knows it. */
  readonly model: string
  /**
   * The key. A page that holds one gives it to everybody who opens it: in public, put a proxy between that
   * adds it.
   * @default none is sent
   */
  readonly apiKey?: ApiKey
  /** What the model is told before the conversation. @default nothing */
  readonly system?: string
  /** Temperature and so on, by the server's own names. @default the server's */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Further fields of the body, such as `tools`. @default none */
  readonly body?: Readonly<Record<string, unknown>>
  /** Further headers. @default none */
  readonly headers?: Readonly<Record<string, string>>
}

/** Makes the headers: with the key as its server wants it, where there is one. */
export function headersWithKey(
  { apiKey, headers = {} }: Pick<ModelOptions, 'apiKey' | 'headers'>,
  toHeader: (key: string) => Record<string, string> = (key) => ({ authorization: `Bearer ${key}` }),
): () => Promise<Record<string, string>> {
  return async () => {
    const key = typeof apiKey === 'function' ? await apiKey() : apiKey
    return { ...(key ? toHeader(key) : {}), ...headers }
  }
}

/** Joins an API's address and the path of one of its endpoints. */
export function endpoint(baseURL: string, path: string): string {
  return `${baseURL.replace(/\/+$/, '')}/${path}`
}

/** The conversation, with the preset's own words for the model first, and without answers that are empty. */
export function messagesOf(
  { messages }: ChatRequest,
  system: string | undefined,
): readonly Pick<ChatMessage, 'role' | 'parts'>[] {
  const told = messages.filter(({ parts }) => parts.some(isSent))
  if (!system) return told
  return [{ role: 'system', parts: [{ type: 'text', text: system }] }, ...told]
}

/** What a model thought, and what it cited, is not sent back to it. */
function isSent(part: ChatMessage['parts'][number]): boolean {
  return part.type === 'text' ? part.text !== '' : part.type === 'file' || part.type === 'tool'
}
