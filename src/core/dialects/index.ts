import { aiSdk } from './formats/aiSdk.ts'
import { anthropic } from './formats/anthropic.ts'
import { content } from './formats/content.ts'
import type { DetectableDialect } from './detectable.ts'
import { dify } from './formats/dify.ts'
import { gemini } from './formats/gemini.ts'
import { agUi, aiSdkData, coze, dashscope, langGraph, mastra } from './lazyDialects.ts'
import { ollama } from './formats/ollama.ts'
import { openai } from './formats/openai.ts'
import { openaiResponses } from './formats/openaiResponses.ts'
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
