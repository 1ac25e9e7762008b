// NestJS with `@Sse`: no log, no resuming. Decorators are applied by hand, because no compiler runs here.
import 'reflect-metadata'
import { Controller, Module, Req, Sse } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Observable } from 'rxjs'
import { announce, piecesOf } from '../../load/serve.ts'

class ChatController {
  stream(request: { url: string }) {
    return new Observable((subscriber) => {
      const abort = new AbortController()
      void (async () => {
        for await (const content of piecesOf(request.url, abort.signal)) {
          subscriber.next({ data: { content } })
        }
        subscriber.complete()
      })()
      return () => abort.abort()
    })
  }
}
const descriptor = Object.getOwnPropertyDescriptor(ChatController.prototype, 'stream')
Sse('/')(ChatController.prototype, 'stream', descriptor as PropertyDescriptor)
Req()(ChatController.prototype, 'stream', 0)
Controller()(ChatController)

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest identifies a module by its class
class ChatModule {}
Module({ controllers: [ChatController] })(ChatModule)

const app = await NestFactory.create(ChatModule, { logger: false })
await app.listen(0, '127.0.0.1')
announce((app.getHttpServer().address() as { port: number }).port)
