import { agUi } from './formats/agUi.ts'
import { aiSdkData } from './formats/aiSdkData.ts'
import { coze } from './formats/coze.ts'
import { dashscope } from './formats/dashscope.ts'
import { langGraph } from './formats/langGraph.ts'
import { mastra } from './formats/mastra.ts'

/** The formats that are loaded when an answer uses one of them: they are rare, and not small. */
export const lazyFormats = {
  'ag-ui': agUi,
  langgraph: langGraph,
  dashscope,
  coze,
  mastra,
  'ai-sdk-data': aiSdkData,
} as const
