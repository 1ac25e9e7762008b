import type { Limits } from '../limits.ts'
import type { Admission } from '../runs/admission.ts'
import type { RunRecord, StoredQuestion } from '../runs/runRegister.ts'
import type { Runs } from '../runs/runs.ts'
import type { RunStore } from '../runs/runStore.ts'
import type { OpenStreams } from './openStreams.ts'
import type { JsonObject } from './readJson.ts'

/** One HTTP request that a server is answering. */
export interface Exchange {
  readonly request: Request
  readonly url: URL
  /** Identifies the owner of the runs that the request may start, read and stop. */
  readonly owner: string
  /** The owner as the application knows it. */
  readonly ownerValue: unknown
}

/** A question as an endpoint received it. */
export interface IncomingQuestion {
  /** The fields of the body. A one-shot GET has only `message`, or nothing. */
  readonly fields: JsonObject
  /** The idempotency key. */
  readonly key?: string | undefined
}

/** The bytes of a stream that is about to be sent. */
export interface OutgoingStream {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly signal: AbortSignal
}

/** The parts of the endpoints that differ between servers. */
export interface EndpointHooks {
  /**
   * Reads the question from the fields of a request.
   *
   * @throws Problem 400 if there is none
   */
  questionOf(fields: JsonObject, exchange: Exchange): StoredQuestion | Promise<StoredQuestion>
  /** Returns whether the requester may read a run. A run that it may not read does not exist for it. */
  mayRead(run: RunRecord, exchange: Exchange): boolean | Promise<boolean>
  /** Returns whether the requester may stop a run. */
  mayStop(run: RunRecord, exchange: Exchange): boolean
  /**
   * Runs before a new run starts.
   *
   * @returns a response to send instead of an answer
   */
  beforeRun?(
    question: StoredQuestion,
    incoming: IncomingQuestion,
    exchange: Exchange,
  ): Promise<Response | undefined>
  /** Receives the work of a run that a request started. */
  onWork?(work: Promise<unknown>, exchange: Exchange): void
  /**
   * Runs before a run is read through its session.
   *
   * @returns a response to send instead of the stream
   */
  beforeStream?(run: RunRecord, exchange: Exchange): Promise<Response | undefined>
  /**
   * Changes the bytes of a stream on their way to the reader.
   *
   * @param connections how many readers the run has had, with this one
   */
  shape?(
    stream: OutgoingStream,
    run: RunRecord,
    exchange: Exchange,
    connections: number,
  ): AsyncIterable<Uint8Array>
}

/** What every endpoint of the stream protocol uses. */
export interface EndpointContext {
  readonly limits: Limits
  readonly store: RunStore
  readonly runs: Runs
  readonly admission: Admission
  readonly openStreams: OpenStreams
  readonly heartbeatInterval: number
  readonly hooks: EndpointHooks
}
