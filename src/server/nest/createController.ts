import {
  Body,
  Controller,
  Delete,
  Get,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  type Type,
} from '@nestjs/common'
import { Problem, problemResponse } from '../http/problem.ts'
import { sendResponse } from '../http/sendResponse.ts'
import { invalidSessionId, isSessionId } from '../http/session.ts'
import { toRequest, type RoutedRequest } from '../http/toRequest.ts'
import { ChatStream } from './ChatStream.ts'
import {
  toNodeRequest,
  toNodeResponse,
  type FrameworkRequest,
  type FrameworkResponse,
} from './platform.ts'

/**
 * Creates the class of a controller with the endpoints of the stream protocol. Nest stores the path with the class, so
 * each path needs its own. `@Sse` is not used: it numbers events anew on each connection and cannot answer 204.
 *
 * The decorators are called as functions, because the build of this package emits no decorators.
 */
export function createController(path: string, decorators: readonly ClassDecorator[]): Type {
  class ChatStreamController {
    readonly #chat: ChatStream

    constructor(chat: ChatStream) {
      this.#chat = chat
    }

    ask(query: unknown, request: FrameworkRequest, response: FrameworkResponse) {
      return answer(this.#chat, request, response, { url: `/${toSearch(query)}` })
    }

    post(body: unknown, request: FrameworkRequest, response: FrameworkResponse) {
      return answer(this.#chat, request, response, { url: `/${searchOf(request)}`, body })
    }

    init(body: unknown, request: FrameworkRequest, response: FrameworkResponse) {
      return answer(this.#chat, request, response, { url: `/init${searchOf(request)}`, body })
    }

    session(sessionId: string, request: FrameworkRequest, response: FrameworkResponse) {
      return answer(this.#chat, request, response, routeOf(sessionId, request))
    }

    stop(sessionId: string, request: FrameworkRequest, response: FrameworkResponse) {
      return answer(this.#chat, request, response, routeOf(sessionId, request))
    }
  }

  for (const decorate of [Controller(path), ...decorators]) decorate(ChatStreamController)
  Inject(ChatStream)(ChatStreamController, undefined, 0)
  const { prototype } = ChatStreamController
  route(prototype, 'ask', Get(), Query())
  route(prototype, 'post', Post(), Body())
  route(prototype, 'init', Post('init'), Body())
  route(prototype, 'session', Get(':sessionId'), Param('sessionId'))
  route(prototype, 'stop', Delete(':sessionId'), Param('sessionId'))
  return ChatStreamController
}

/** Makes a method the handler of a route. Its arguments are one value that pipes see, the request and the response. */
function route(
  prototype: object,
  name: string,
  decorate: MethodDecorator,
  value: ParameterDecorator,
): void {
  const parameters = [value, Req(), Res()]
  parameters.forEach((parameter, index) => parameter(prototype, name, index))
  decorate(prototype, name, Object.getOwnPropertyDescriptor(prototype, name) ?? {})
}

/** Answers after guards and pipes. It returns when the response starts: a stream may last longer than interceptors wait. */
async function answer(
  chat: ChatStream,
  request: FrameworkRequest,
  response: FrameworkResponse,
  routed: RoutedRequest | Problem,
): Promise<void> {
  const outgoing = toNodeResponse(response)
  const left = new AbortController()
  outgoing.once('close', () => left.abort())
  const found =
    routed instanceof Problem ? routed : toRequest(toNodeRequest(request), left.signal, routed)
  const answered =
    found instanceof Request
      ? await chat.fetch(found, request)
      : problemResponse(found ?? new Problem(400, 'The URL or a header of the request is invalid.'))
  sendResponse(answered, outgoing).catch((error: unknown) => {
    console.error('A response failed:', error)
    outgoing.destroy()
  })
}

/** Returns the request of a session, or the problem of its id: an invalid one is no segment that the chat server knows. */
function routeOf(sessionId: string, request: FrameworkRequest): RoutedRequest | Problem {
  if (!isSessionId(sessionId) && sessionId !== 'init') return invalidSessionId()
  return { url: `/${sessionId}${searchOf(request)}` }
}

/** Returns the query string of a request, or an empty text. */
function searchOf(request: FrameworkRequest): string {
  return /\?.*/s.exec(toNodeRequest(request).url ?? '')?.[0] ?? ''
}

/** Returns the query string of parsed parameters that pipes may have changed. */
function toSearch(query: unknown): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text === 'string') search.append(name, text)
    }
  }
  return `?${search.toString()}`
}
