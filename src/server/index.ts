export {
  createChatServer,
  type ChatServer,
  type ReadOptions,
  type Requester,
} from './createChatServer.ts'
export { AnswerError } from './answerError.ts'
export { askOpenAICompatible, type OpenAICompatibleRequest } from './streams/askOpenAICompatible.ts'
export { fromAiSdk } from './streams/fromAiSdk.ts'
export { fromOpenAI } from './streams/fromOpenAI.ts'
export type { ChatServerOptions } from './options.ts'
export type { Limits } from './limits.ts'
export type {
  Answer,
  AnswerData,
  AnswerFile,
  AnswerPart,
  AnswerSource,
  AnswerTool,
  AnswerUsage,
  Awaitable,
  ChatBody,
  ChatTurn,
  Question,
  QuestionFile,
  RunContext,
  RunEnd,
  RunInfo,
} from './types.ts'
export type { SchemaIssue, SchemaResult, StandardSchema } from './standardSchema.ts'
export { Problem, problemResponse } from './http/problem.ts'
export { sendResponse } from './http/sendResponse.ts'
export {
  toFastify,
  type FastifyChatPlugin,
  type FastifyLike,
  type FastifyReplyLike,
  type FastifyRequestLike,
} from './adapters/toFastify.ts'
export {
  toNodeHandler,
  type FetchHandler,
  type NodeHandlerOptions,
} from './adapters/toNodeHandler.ts'
export { createMemoryStore as memoryStore } from './memory/memoryStore.ts'
export { SequenceError } from './runs/runLog.ts'
export { StoreUnavailable } from './runs/storeUnavailable.ts'
export type { RunEvent, RunLog, RunLogEntry, RunLogHead } from './runs/runLog.ts'
export type { Entry, FoundRun, RunRecord, RunRegister, StoredQuestion } from './runs/runRegister.ts'
export type { RunStore } from './runs/runStore.ts'
export type { Beat, Claim, SharedCounts, SharedRuns, TakenRun } from './runs/sharedRuns.ts'
