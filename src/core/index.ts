/** The chat stream without Vue, for any framework or none. */
export { createChatStream } from './stream/createChatStream.ts'
export { createPinnedChatStream } from './stream/createPinnedChatStream.ts'
export type { ChatStream, ChatStreamHost } from './stream/chatStream.ts'
export type { SendOptions } from './stream/arguments/sendOptions.ts'
export type { MessagesUpdate } from './stream/conversation/setMessages.ts'
export type { ChatStreamState, UpdateSchedule } from './stream/chatState.ts'
export type { MessageList, MessagesChange, ReplaceReason } from './stream/messageList.ts'
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
  ChatTypeOptions,
  DialectOption,
  InvalidData,
  PickOption,
  PinnedChatStreamOptions,
} from './stream/options.ts'
export type { ChatPersistence, ChatSnapshot } from './persistence/chatPersistence.ts'
export { indexedDBPersistence, type IndexedDBOptions } from './persistence/indexedDB.ts'
export {
  webStoragePersistence,
  type TextStorage,
  type WebStorageOptions,
} from './persistence/webStorage.ts'
export * from './presets/index.ts'
export { reachedLengthLimit } from './lengthLimit.ts'
export {
  createObjectStream,
  createPinnedObjectStream,
  type ObjectStream,
  type ObjectStreamHost,
} from './objects/createObjectStream.ts'
export type * from './objects/objectTypes.ts'
export {
  createPartialJson,
  type PartialJson,
  type PartialJsonOptions,
} from './partialJson/createPartialJson.ts'
export { readRecords } from './wire/records.ts'
export {
  toJsonSchema,
  type SchemaInput,
  type SchemaIssue,
  type SchemaOutput,
  type StandardSchema,
} from './schema.ts'
export type { ChatOf, DataOf, MetadataOf, ToolPartOf, ToolsOf, ToolTypesOf } from './chatTypes.ts'
export { defineTools } from './tools/defineTools.ts'
export type {
  JsonSchema,
  ToolContext,
  ToolDefinition,
  ToolDescription,
  ToolSchema,
  ToolSet,
  ToolTypes,
} from './tools/toolSet.ts'
export type { RetryOptions } from './stream/retry.ts'
export type { ChatStatus } from './stream/status.ts'
export { reasoningOf, textOf } from './text.ts'
export { agUi as agUiDialect } from './dialects/formats/agUi.ts'
export { aiSdk as aiSdkDialect } from './dialects/formats/aiSdk.ts'
export { aiSdkData as aiSdkDataDialect } from './dialects/formats/aiSdkData.ts'
export { anthropic as anthropicDialect } from './dialects/formats/anthropic.ts'
export { auto as autoDialect } from './dialects/auto.ts'
export { content as contentDialect } from './dialects/formats/content.ts'
export { coze as cozeDialect } from './dialects/formats/coze.ts'
export { dashscope as dashscopeDialect } from './dialects/formats/dashscope.ts'
export { dify as difyDialect } from './dialects/formats/dify.ts'
export { gemini as geminiDialect } from './dialects/formats/gemini.ts'
export { dialects, type DialectName } from './dialects/index.ts'
export { langGraph as langGraphDialect } from './dialects/formats/langGraph.ts'
export { mastra as mastraDialect } from './dialects/formats/mastra.ts'
export { ollama as ollamaDialect } from './dialects/formats/ollama.ts'
export { openai as openaiDialect } from './dialects/formats/openai.ts'
export { openaiResponses as openaiResponsesDialect } from './dialects/formats/openaiResponses.ts'
export { createPick as pickDialect } from './dialects/pick.ts'
export { text as textDialect } from './dialects/formats/text.ts'
export { withThinkTags, type ThinkTagOptions } from './dialects/thinkTags.ts'
export { toFilePart } from './presets/toFilePart.ts'
export {
  toTranscript,
  type TranscriptLabels,
  type TranscriptOptions,
} from './transcript/toTranscript.ts'
export { eventSourceTransport } from './transports/eventSource.ts'
export { getTransport } from './transports/get.ts'
export {
  openStream,
  requestJson,
  requestStop,
  type OpenedStream,
  type StreamRequestInit,
} from './transports/openStream.ts'
export {
  createResumableTransport,
  type ResumableServer,
} from './transports/resumable/createResumableTransport.ts'
export {
  withRecovery,
  type Recover,
  type RecoveredAnswer,
} from './transports/resumable/recovery.ts'
export { transports, type TransportName } from './transports/index.ts'
export { postTransport } from './transports/post.ts'
export { sessionTransport } from './transports/session.ts'
export type * from './types.ts'
