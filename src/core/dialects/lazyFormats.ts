import { agUi } from './formats/agUi.ts'
import { aiSdk } from './formats/aiSdk.ts'
import { aiSdkData } from './formats/aiSdkData.ts'
import { anthropic } from './formats/anthropic.ts'
import { coze } from './formats/coze.ts'
import { dashscope } from './formats/dashscope.ts'
import { dify } from './formats/dify.ts'
import { gemini } from './formats/gemini.ts'
import { langGraph } from './formats/langGraph.ts'
import { mastra } from './formats/mastra.ts'
import { ollama } from './formats/ollama.ts'
import { openaiResponses } from './formats/openaiResponses.ts'

/** The formats that are loaded when an answer uses one of them: an app meets few of them. */
export const lazyFormats = {
  'openai-responses': openaiResponses,
  anthropic,
  gemini,
  ollama,
  'ai-sdk': aiSdk,
  dify,
  'ag-ui': agUi,
  langgraph: langGraph,
  dashscope,
  coze,
  mastra,
  'ai-sdk-data': aiSdkData,
} as const
