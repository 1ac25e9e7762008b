import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { NestFactory } from '@nestjs/core'
import { ChatController } from './ChatController.ts'
import { Model } from './model.ts'
import { Sessions } from './sessions.ts'

export interface NestServer {
  /** The chat's endpoint, `http://127.0.0.1:port/ai/chat/stream`. */
  readonly url: string
  readonly port: number
  /** How many answers the model began: to this message, or altogether. */
  runs(message?: string): number
  /** How many requests came, CORS preflights left out. */
  requests(): number
  /**
   * How many requests are being answered. Connections say less: when a stream is cut off, Node's `fetch`
   * opens a spare one.
   */
  openResponses(): number
  /** Forgets every session, as a restart does. */
  forgetSessions(): void
  /** Cuts every connection off, and goes on listening. */
  dropConnections(): void
  /** Cuts every connection off and is gone, as a process that was killed. */
  close(): Promise<void>
}

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest knows a module by its class
class ChatModule {}

/** Starts the NestJS application on the loopback interface, on a free port unless one is given. */
export async function startNestServer({ port = 0 } = {}): Promise<NestServer> {
  const model = new Model()
  const sessions = new Sessions()
  const app = await NestFactory.create(
    {
      module: ChatModule,
      controllers: [ChatController],
      providers: [
        { provide: Model, useValue: model },
        { provide: Sessions, useValue: sessions },
      ],
    },
    // Nest logs every error that a stream ends with, and tests make many.
    { logger: false },
  )
  app.enableCors()

  const server: Server = app.getHttpServer()
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  let requests = 0
  let openResponses = 0
  server.on('request', ({ method }: IncomingMessage, response: ServerResponse) => {
    if (method !== 'OPTIONS') requests += 1
    openResponses += 1
    response.on('close', () => (openResponses -= 1))
  })
  await app.listen(port, '127.0.0.1')
  const address = server.address() as AddressInfo

  function dropConnections(): void {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}/ai/chat/stream`,
    port: address.port,
    runs: (message) => model.runs(message),
    requests: () => requests,
    openResponses: () => openResponses,
    forgetSessions: () => sessions.forget(),
    dropConnections,
    close() {
      dropConnections()
      return app.close()
    },
  }
}
