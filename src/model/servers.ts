/** The well-known APIs that the user can choose instead of a custom endpoint. */
export const API_NAMES = [
  'openai',
  'openai-responses',
  'ollama',
  'anthropic',
  'gemini',
  'ai-sdk',
  'dify',
] as const

export type ApiName = (typeof API_NAMES)[number]

/** The kinds of server that the user can choose: a custom endpoint, or a well-known API. */
export const servers = ['endpoint', ...API_NAMES] as const

export type ServerName = (typeof servers)[number]
