import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common'
import type { ChatServer, ReadOptions, Requester } from '../createChatServer.ts'
import { Problem } from '../http/problem.ts'
import { ProblemException } from './ProblemException.ts'

/**
 * The chat server of an application, as Nest injects it. Controllers with routes of their own call it; `toNodeHandler`
 * accepts it, too.
 *
 * @example
 * constructor(private readonly chat: ChatStream<string>) {}
 */
export class ChatStream<Owner = unknown>
  implements ChatServer<Owner>, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly #server: ChatServer<Owner>
  #closing: Promise<void> | undefined

  constructor(server: ChatServer<Owner>) {
    this.#server = server
  }

  get runs(): ChatServer<Owner>['runs'] {
    return this.#server.runs
  }

  fetch(request: Request, native?: unknown): Promise<Response> {
    return this.#server.fetch(request, native)
  }

  /**
   * Starts a run.
   *
   * @param body the body of the question
   * @throws ProblemException if the question is refused
   */
  init(
    body: unknown,
    requester?: Requester<Owner> & { readonly key?: string | undefined },
  ): Promise<{ sessionId: string }> {
    return this.#server.init(body, requester).catch(throwForNest)
  }

  /** Returns the event stream of a run, or an error response. Send it with `sendResponse`. */
  stream(sessionId: string, requester?: Requester<Owner> & ReadOptions): Promise<Response> {
    return this.#server.stream(sessionId, requester)
  }

  /** Starts a run and returns its event stream, or an error response. Send it with `sendResponse`. */
  ask(
    message: string,
    requester?: Requester<Owner> & ReadOptions & { readonly key?: string | undefined },
  ): Promise<Response> {
    return this.#server.ask(message, requester)
  }

  /**
   * Stops a run, whichever process drives it.
   *
   * @throws ProblemException 400 for an invalid id, 403 if the requester may only read the run
   */
  stop(sessionId: string, requester?: Requester<Owner>): Promise<void> {
    return this.#server.stop(sessionId, requester).catch(throwForNest)
  }

  /** Ends all streams and runs, as the hooks below do when the application closes. */
  close(): Promise<void> {
    return (this.#closing ??= this.#server.close())
  }

  /** Ends the streams, which Nest's HTTP server would otherwise wait for before it calls `onApplicationShutdown`. */
  beforeApplicationShutdown(): void {
    void this.close()
  }

  /** Waits until the runs have ended or are handed over, and the store is closed. */
  onApplicationShutdown(): Promise<void> {
    return this.close()
  }
}

function throwForNest(error: unknown): never {
  throw error instanceof Problem ? new ProblemException(error) : error
}
