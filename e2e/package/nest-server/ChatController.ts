import {
  Body,
  Controller,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  Sse,
  type MessageEvent,
} from '@nestjs/common'
import type { Observable } from 'rxjs'
import { decorateMethod } from './decorateMethod.ts'
import { Model } from './model.ts'
import { Sessions } from './sessions.ts'

/** The three endpoints as most NestJS projects implement them, with their weaknesses. */
export class ChatController {
  readonly #model: Model
  readonly #sessions: Sessions

  constructor(model: Model, sessions: Sessions) {
    this.#model = model
    this.#sessions = sessions
  }

  oneShot(message = ''): Observable<MessageEvent> {
    return this.#model.answer(message)
  }

  init(message = ''): { sessionId: string } {
    return { sessionId: this.#sessions.open(message) }
  }

  /** Starts another run for every request of a known session: this server stores no answers. */
  session(sessionId: string): Observable<MessageEvent> {
    const message = this.#sessions.messageOf(sessionId)
    if (message === undefined) throw new NotFoundException('Session not found')
    return this.#model.answer(message)
  }
}

Controller('ai')(ChatController)
Inject(Model)(ChatController, undefined, 0)
Inject(Sessions)(ChatController, undefined, 1)
decorateMethod(ChatController, 'oneShot', Sse('chat/stream'), Query('message'))
decorateMethod(ChatController, 'init', Post('chat/stream/init'), Body('message'))
decorateMethod(ChatController, 'session', Sse('chat/stream/:sessionId'), Param('sessionId'))
