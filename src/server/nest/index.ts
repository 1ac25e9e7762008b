export { ChatStream } from './ChatStream.ts'
export {
  ChatStreamModule,
  type ChatStreamModuleAsyncOptions,
  type ChatStreamModuleOptions,
  type ChatStreamModuleSettings,
  type NestChatOptions,
} from './ChatStreamModule.ts'
export { ProblemException, ProblemFilter } from './ProblemException.ts'
export type { FastifyReply, FrameworkRequest, FrameworkResponse } from './platform.ts'
export { sendResponse } from './sendResponse.ts'
