/** The kinds of server that a person can choose: an endpoint of their own, or a well-known API. */
export const servers = [
  'endpoint',
  'openai',
  'openai-responses',
  'ollama',
  'anthropic',
  'gemini',
  'ai-sdk',
  'dify',
] as const

export type ServerName = (typeof servers)[number]
