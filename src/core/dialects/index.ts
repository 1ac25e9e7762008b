import { wholeContent as content } from './wholeContent.ts'
import type { DetectableDialect } from './detectable.ts'
import {
  agUi,
  aiSdk,
  aiSdkData,
  anthropic,
  coze,
  dashscope,
  dify,
  gemini,
  langGraph,
  mastra,
  ollama,
  openaiResponses,
} from './lazyDialects.ts'
import { openai } from './formats/openai.ts'
import { text } from './formats/text.ts'

/** The dialects that the option `dialect` accepts by name. To add one, write one file and add a line here. */
export const dialects = {
  openai,
  'openai-responses': openaiResponses,
  anthropic,
  gemini,
  ollama,
  'ag-ui': agUi,
  langgraph: langGraph,
  dashscope,
  coze,
  // Its payloads have the types of the AI SDK, too.
  mastra,
  'ai-sdk-data': aiSdkData,
  'ai-sdk': aiSdk,
  dify,
  // The dialects that recognize the most payloads are tried last.
  content,
  text,
} as const satisfies Record<string, DetectableDialect>

export type DialectName = keyof typeof dialects
