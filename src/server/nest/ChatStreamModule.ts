import {
  HttpException,
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
} from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import { createChatServer } from '../createChatServer.ts'
import { Problem, problemResponse } from '../http/problem.ts'
import type { ChatServerOptions } from '../options.ts'
import type { Awaitable, ChatBody } from '../types.ts'
import { ChatStream } from './ChatStream.ts'
import { createController } from './createController.ts'
import { ProblemFilter } from './ProblemException.ts'

/** How Nest finds the chat server. */
export interface ChatStreamModuleSettings {
  /**
   * The path of the controller, below the global prefix of the application. `false`: the application has controllers of
   * its own, or uses `toNodeHandler`.
   * @default 'ai/chat/stream'
   */
  readonly path?: string | false
  /**
   * Decorators of the controller, such as `UseGuards(AuthGuard)`. Their dependencies are found in `imports`. Global
   * guards, pipes, interceptors and filters apply anyway.
   * @default none
   */
  readonly decorators?: readonly ClassDecorator[]
  /** Modules whose providers the decorators and `inject` need. @default none */
  readonly imports?: ModuleMetadata['imports']
  /** Whether every module may inject `ChatStream` without importing this one. @default false */
  readonly isGlobal?: boolean
}

/**
 * Options of the chat server in Nest. `owner` gets the request of the framework as its second argument, with what guards
 * have added to it. An `HttpException` that `owner` throws refuses the request, and one that `answer` throws is described
 * to the client. Write `owner` before `answer`, from which TypeScript would otherwise infer that there is no owner. There
 * is no option `cors`: call `app.enableCors()`.
 */
export type NestChatOptions<Owner = undefined, Body = ChatBody> = Omit<
  ChatServerOptions<Owner, Body>,
  'cors'
>

/** Options of `ChatStreamModule.forRoot`. */
export type ChatStreamModuleOptions<Owner = undefined, Body = ChatBody> = NestChatOptions<
  Owner,
  Body
> &
  ChatStreamModuleSettings

/** Options of `ChatStreamModule.forRootAsync`. */
export interface ChatStreamModuleAsyncOptions<
  Owner = undefined,
  Body = ChatBody,
> extends ChatStreamModuleSettings {
  /** Creates the options of the chat server from what `inject` lists. */
  useFactory(...injected: never[]): Awaitable<NestChatOptions<Owner, Body>>
  /** Tokens of the providers to pass to `useFactory`. @default none */
  readonly inject?: FactoryProvider['inject']
}

/**
 * Answers every question exactly once, with a controller that goes through the guards, pipes and interceptors of the
 * application. Import it once per chat server; inject `ChatStream` to use the server elsewhere.
 *
 * Streams, runs and the store end when the application closes. Call `app.enableShutdownHooks()`, so that it closes on
 * SIGTERM.
 *
 * @example
 * ChatStreamModule.forRoot({
 *   owner: (_, request) => (request as AuthenticatedRequest).user.id,
 *   answer: ({ message }, { signal }) => askModel(message, signal),
 * })
 */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest identifies a module by its class
export class ChatStreamModule {
  /**
   * Creates the module with options that are known at once.
   *
   * @throws RangeError if a bound is invalid, when Nest creates the server
   */
  static forRoot<Owner = undefined, Body = ChatBody>(
    options: ChatStreamModuleOptions<Owner, Body>,
  ): DynamicModule {
    return ChatStreamModule.forRootAsync({ ...options, useFactory: () => options, inject: [] })
  }

  /**
   * Creates the module with options that need other providers, such as a configuration or a service that asks a model.
   *
   * @example
   * ChatStreamModule.forRootAsync({
   *   imports: [ModelModule],
   *   inject: [ModelService],
   *   useFactory: (model: ModelService) => ({
   *     answer: ({ message }, { signal }) => model.ask(message, signal),
   *   }),
   * })
   */
  static forRootAsync<Owner = undefined, Body = ChatBody>(
    options: ChatStreamModuleAsyncOptions<Owner, Body>,
  ): DynamicModule {
    const { path = 'ai/chat/stream', decorators = [], imports = [], isGlobal = false } = options
    return {
      module: ChatStreamModule,
      global: isGlobal,
      imports,
      controllers: path === false ? [] : [createController(path, decorators)],
      providers: [
        {
          provide: ChatStream,
          inject: [...(options.inject ?? [])],
          async useFactory(...injected: unknown[]) {
            const created = await options.useFactory(...(injected as never[]))
            return new ChatStream(createChatServer(forNest(created)))
          },
        },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [ChatStream],
    }
  }
}
Module({})(ChatStreamModule)

/** Makes exceptions of Nest work as they do in controllers. */
function forNest<Owner, Body>(
  options: NestChatOptions<Owner, Body>,
): ChatServerOptions<Owner, Body> {
  const { owner } = options
  return {
    describeError: describeException,
    ...options,
    ...(owner && {
      async owner(request: Request, native: unknown) {
        try {
          return await owner(request, native)
        } catch (error) {
          if (!(error instanceof HttpException)) throw error
          return problemResponse(new Problem(error.getStatus(), error.message))
        }
      },
    }),
  }
}

/** Describes an error as Nest does: only an `HttpException` is meant for clients. */
function describeException(error: unknown): { code: string; message: string } | undefined {
  if (!(error instanceof HttpException)) return undefined
  return { code: `http_${error.getStatus()}`, message: error.message }
}
