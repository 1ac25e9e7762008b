import 'reflect-metadata'
import type { INestApplication } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { toNodeHandler, type RunStore } from 'vue-chat-stream/server'
import { ChatStream, ChatStreamModule } from 'vue-chat-stream/server/nest'
import { createModel } from './model.ts'

export const STYLES = ['controller', 'middleware'] as const

/** How an application mounts the chat server. */
export type Style = (typeof STYLES)[number]

export interface NestAppOptions {
  readonly style: Style
  /** The file that the model writes its runs to. */
  readonly ledger: string
  /** The time between two tokens, in milliseconds. @default 1 */
  readonly pace?: number
  readonly store?: RunStore
  /** Whether an answer is continued if its process dies. @default false */
  readonly resumes?: boolean
}

/** Creates an application of NestJS 12 with a chat server, which does not listen yet. */
export async function createNestApp(options: NestAppOptions): Promise<INestApplication> {
  const { style, ledger, pace = 1, store, resumes = false } = options
  const { answer, resume } = createModel(ledger, pace)
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest identifies a module by its class
  class AppModule {}
  const chat = ChatStreamModule.forRoot({
    path: style === 'controller' ? 'ai/chat/stream' : false,
    answer,
    ...(resumes ? { resume } : {}),
    ...(store ? { store } : {}),
  })
  const app = await NestFactory.create({ module: AppModule, imports: [chat] }, { logger: false })
  app.enableCors()
  app.enableShutdownHooks()
  if (style === 'middleware') app.use('/ai/chat/stream', toNodeHandler(app.get(ChatStream)))
  return app
}
