import { readFile } from 'node:fs/promises'
import { createProject } from '../project/createProject.ts'
import { installedVersions } from '../project/installedVersions.ts'
import { commandOf } from '../project/installers.ts'
import { startProcess, type NestProcess } from './startNest.ts'

/** How the application mounts the chat server: by the module, a controller of its own, or middleware. */
export type Style11 = 'module' | 'controller' | 'middleware'

const MAIN = String.raw`import 'reflect-metadata'
import { appendFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Body, Controller, Delete, Get, Headers, Module, Param, Post, Query, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { Response } from 'express'
import { toNodeHandler } from 'vue-chat-stream/server'
import { ChatStream, ChatStreamModule, sendResponse } from 'vue-chat-stream/server/nest'
import { tokensOf } from './tokens.cjs'

const [style, ledger = ''] = process.argv.slice(2)

@Controller('ai/chat/stream')
class OwnController {
  constructor(private readonly chat: ChatStream) {}

  @Post('init')
  init(@Body() body: unknown, @Headers('idempotency-key') key?: string) {
    return this.chat.init(body, { key })
  }

  @Get()
  async ask(
    @Query('message') message: string,
    @Query('key') key: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() res: Response,
  ) {
    await sendResponse(await this.chat.ask(message, { key, lastEventId }), res)
  }

  @Get(':sessionId')
  async stream(
    @Param('sessionId') sessionId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() res: Response,
  ) {
    await sendResponse(await this.chat.stream(sessionId, { lastEventId }), res)
  }

  @Delete(':sessionId')
  stop(@Param('sessionId') sessionId: string) {
    return this.chat.stop(sessionId)
  }
}

@Module({
  imports: [
    ChatStreamModule.forRoot({
      path: style === 'module' ? 'ai/chat/stream' : false,
      async *answer({ message }, { signal }) {
        appendFileSync(ledger, JSON.stringify({ kind: 'answer', message, pid: process.pid }) + '\n')
        for (const token of tokensOf(message)) {
          yield token
          await setTimeout(1, undefined, { signal })
        }
      },
    }),
  ],
  controllers: style === 'controller' ? [OwnController] : [],
})
class AppModule {}

async function start() {
  const app = await NestFactory.create(AppModule, { logger: false })
  app.enableShutdownHooks()
  if (style === 'middleware') app.use('/ai/chat/stream', toNodeHandler(app.get(ChatStream)))
  await app.listen(0, '127.0.0.1')
  console.log((app.getHttpServer().address() as AddressInfo).port)
}

void start()
`

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  },
}

/** Creates a project of NestJS 11 as `nest new` does: CommonJS, with decorators and their metadata. It compiles it. */
export async function createNest11Project() {
  const tokens = await readFile(new URL('tokens.ts', import.meta.url), 'utf8')
  const project = await createProject(
    { 'main.cts': MAIN, 'tokens.cts': tokens, 'tsconfig.json': JSON.stringify(TSCONFIG) },
    {
      '@nestjs/common': '^11.0.0',
      '@nestjs/core': '^11.0.0',
      '@nestjs/platform-express': '^11.0.0',
      ...installedVersions('reflect-metadata', 'rxjs', '@types/express', '@types/node'),
    },
  )
  await project.run(commandOf('tsc'))
  return {
    remove: project.remove,
    /** Starts the application in its own process, and kills it when the test ends. */
    start: (style: Style11, ledger: string): Promise<NestProcess> =>
      startProcess([`${project.folder}/main.cjs`, style, ledger]),
  }
}
