import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { NestFactory } from '@nestjs/core'
import { ChatController } from './ChatController.ts'
import { Model } from './model.ts'
import { Sessions } from './sessions.ts'

export interface NestServer {
  /** URL of the chat endpoint, `http://127.0.0.1:port/ai/chat/stream`. */
  readonly url: string
  readonly port: number
  /** Returns how many runs the model started for this message, or in total. */
  runs(message?: string): number
  /** Returns how many requests were received, without CORS preflights. */
  requests(): number
  /**
   * Returns how many requests are being answered. Open connections would be misleading: after a stream is cut off,
   * Node's `fetch` opens a spare one.
   */
  openResponses(): number
  /** Forgets all sessions, as a restart does. */
  forgetSessions(): void
  /** Breaks every connection, and continues to listen. */
  dropConnections(): void
  /** Breaks every connection and stops, like a killed process. */
  close(): Promise<void>
}

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest identifies a module by its class
class ChatModule {}

/** Starts the NestJS application on the loopback interface, on a free port by default. */
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
    // Nest logs every error that ends a stream, and these tests cause many.
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
