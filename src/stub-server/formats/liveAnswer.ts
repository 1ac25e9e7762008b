import { toQuestion, type IncomingQuestion } from '../toQuestion.ts'
import type { Exchange, StubContext } from '../context.ts'
import { Problem, STREAM_HEADERS, withHeartbeat } from '../../server/internal.ts'
import { ModelError, type Question } from '../model.ts'
import { scenarioResponse } from '../scenarios/scenarioResponse.ts'
import { reshape } from '../scenarios/reshape.ts'
import type { Scenario } from '../scenarios/scenarios.ts'
import { answerPieces, inputTokensOf, type AnswerPiece } from './answerPieces.ts'

/** The fields of a request in any format that the stub uses. */
export interface LiveRequest extends IncomingQuestion {
  readonly stream: boolean
  readonly maxTokens: number
}

/** An answer as passed to a format. */
export interface LiveAnswer {
  /** Tokens of all messages; known before the first piece. */
  readonly inputTokens: number
  readonly pieces: AsyncIterable<AnswerPiece>
}

/** Writes an answer in one wire format. */
export interface AnswerWriter {
  /** Streams an answer. It must write a failure of the model into the stream: the status is already sent. */
  stream(answer: LiveAnswer): AsyncIterable<string>
  /** Returns the body of an answer that is not streamed. It may reject with the failure of the model. */
  whole(answer: LiveAnswer): Promise<object>
  /** Headers of a stream that differ from those of server-sent events. */
  readonly streamHeaders?: Readonly<Record<string, string>>
  /** Headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * The text to send after a silence; `false` if the format has no such text.
   * @default a comment
   */
  readonly heartbeat?: string | false
}

/** An answer in progress. */
interface AnswerJob {
  readonly liveRequest: LiveRequest
  readonly question: Question
  readonly writer: AnswerWriter
  /** The scenario, if it affects this attempt. */
  readonly scenario: Scenario | undefined
  /** Must be called when the answer ends. */
  readonly leave: () => void
}

/** Answers a request in a vendor's format. These servers store nothing: the answer ends with its connection. */
export async function liveAnswer(
  liveRequest: LiveRequest,
  writer: AnswerWriter,
  exchange: Exchange,
  context: StubContext,
): Promise<Response> {
  const { request, owner } = exchange
  const { attempts, engine, settings } = context
  const { admission, store } = engine
  const question = toQuestion(liveRequest, exchange, settings.scenarios)
  const requested = question.scenario
  const attempt = `${requested?.source} ${owner} ${liveRequest.message ?? ''}`
  const isAffected = requested && attempts.isAmongFirst(attempt, requested.times)
  const scenario = isAffected ? requested : undefined
  const response = scenario && (await scenarioResponse(scenario, request.signal))
  if (response) return response
  request.signal.throwIfAborted()

  const job: AnswerJob = {
    liveRequest,
    question,
    writer,
    scenario,
    leave: admission.enter(owner),
  }
  admission.countStart()
  // Don't await the count: a slow store must not delay the answer.
  store.shared?.countModel().catch(() => {})
  return liveRequest.stream ? streamAnswer(job, context) : sendWholeAnswer(job, exchange, context)
}

function streamAnswer(
  { liveRequest, question, writer, scenario, leave }: AnswerJob,
  context: StubContext,
): Response {
  const { heartbeat, headers, streamHeaders } = writer
  const { heartbeatInterval, openStreams } = context.engine
  const body = openStreams.open((signal) => {
    const pieces = answerPieces(context, question, liveRequest.maxTokens, signal)
    const bytes = encodeTexts(writer.stream({ inputTokens: inputTokensOf(question), pieces }))
    if (heartbeat === false) return reshape(scenario, bytes, signal)
    const beat = heartbeat === undefined ? undefined : new TextEncoder().encode(heartbeat)
    return reshape(scenario, withHeartbeat(bytes, heartbeatInterval, beat), signal)
  }, leave)
  return new Response(body, { headers: { ...STREAM_HEADERS, ...headers, ...streamHeaders } })
}

async function sendWholeAnswer(
  { liveRequest, question, writer, scenario, leave }: AnswerJob,
  { request }: Exchange,
  context: StubContext,
): Promise<Response> {
  try {
    const pieces = answerPieces(context, question, liveRequest.maxTokens, request.signal)
    const json = JSON.stringify(
      await writer.whole({ inputTokens: inputTokensOf(question), pieces }),
    )
    const body = context.engine.openStreams.open((signal) =>
      reshape(scenario, encodeTexts([json]), signal),
    )
    return new Response(body, {
      headers: { 'Content-Type': 'application/json', ...writer.headers },
    })
  } catch (error) {
    throw error instanceof ModelError ? new Problem(500, error.message) : error
  } finally {
    leave()
  }
}

async function* encodeTexts(
  texts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}
