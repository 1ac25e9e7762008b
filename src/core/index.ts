/** The stream without Vue: for any framework, or none. */
export { createChatStream } from './createChatStream.ts'
export {
  createPinnedChatStream,
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
export { readRecords } from './records.ts'
export type { RetryOptions } from './retry.ts'
export type { ChatStatus } from './status.ts'
export { reasoningOf, textOf } from './text.ts'
export { dialects, type DialectName } from './dialects/index.ts'
export { toFilePart } from './toFilePart.ts'
export { transports, type TransportName } from './transports/index.ts'
export type * from './types.ts'
