import { aiSdk } from './aiSdk.ts'
import { anthropic } from './anthropic.ts'
import { content } from './content.ts'
import type { DetectableDialect } from './detectable.ts'
import { dify } from './dify.ts'
import { gemini } from './gemini.ts'
import { ollama } from './ollama.ts'
import { openai } from './openai.ts'
import { openaiResponses } from './openaiResponses.ts'
import { text } from './text.ts'

/** The dialects that the option `dialect` knows by name. A further one is one file, and a line here. */
export const dialects = {
  openai,
  'openai-responses': openaiResponses,
  anthropic,
  gemini,
  ollama,
  'ai-sdk': aiSdk,
  dify,
  // The widest shapes go last.
  content,
  text,
} as const satisfies Record<string, DetectableDialect>

export type DialectName = keyof typeof dialects
