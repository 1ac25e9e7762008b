/** The stream without Vue: for any framework, or none. */
export { createChatStream } from './createChatStream.ts'
export { createPinnedChatStream } from './createPinnedChatStream.ts'
export {
  type ChatStream,
  type ChatStreamHost,
  type ChatStreamState,
  type MessageList,
  type UpdateSchedule,
} from './chatStream.ts'
export {
  diagnose,
  type ConnectionTrouble,
  type DiagnoseOptions,
  type Diagnosis,
} from './diagnose.ts'
export {
  ChatStreamError,
  isChatStreamError,
  type ChatMessageError,
  type ChatStreamErrorDetails,
  type ChatStreamErrorKind,
} from './errors.ts'
export type {
  ChatStreamBaseOptions,
  ChatStreamOptions,
  DialectOption,
  PickOption,
  PinnedChatStreamOptions,
} from './options.ts'
export * from './presets/index.ts'
export { reachedLengthLimit } from './lengthLimit.ts'
export { readRecords } from './records.ts'
export type { RetryOptions } from './retry.ts'
export type { ChatStatus } from './status.ts'
export { reasoningOf, textOf } from './text.ts'
export { aiSdk as aiSdkDialect } from './dialects/aiSdk.ts'
export { anthropic as anthropicDialect } from './dialects/anthropic.ts'
export { auto as autoDialect } from './dialects/auto.ts'
export { content as contentDialect } from './dialects/content.ts'
export { dify as difyDialect } from './dialects/dify.ts'
export { gemini as geminiDialect } from './dialects/gemini.ts'
export { dialects, type DialectName } from './dialects/index.ts'
export { ollama as ollamaDialect } from './dialects/ollama.ts'
export { openai as openaiDialect } from './dialects/openai.ts'
export { openaiResponses as openaiResponsesDialect } from './dialects/openaiResponses.ts'
export { createPick as pickDialect } from './dialects/pick.ts'
export { text as textDialect } from './dialects/text.ts'
export { withThinkTags, type ThinkTagOptions } from './dialects/thinkTags.ts'
export { toFilePart } from './toFilePart.ts'
export { eventSourceTransport } from './transports/eventSource.ts'
export { getTransport } from './transports/get.ts'
export { transports, type TransportName } from './transports/index.ts'
export { postTransport } from './transports/post.ts'
export { sessionTransport } from './transports/session.ts'
export type * from './types.ts'
