import { questionOf, type Asked } from '../http/ask.ts'
import type { Exchange, StubContext } from '../context.ts'
import { STREAM_HEADERS } from '../http/eventStream.ts'
import { withHeartbeat } from '../http/heartbeat.ts'
import { ModelError, type Question } from '../model.ts'
import { scenarioObstacle } from '../scenarios/scenarioObstacle.ts'
import { Problem } from '../http/problem.ts'
import { reshape } from '../scenarios/reshape.ts'
import type { Scenario } from '../scenarios/scenarios.ts'
import { answerPieces, inputTokensOf, type AnswerPiece } from './answerPieces.ts'

/** What a request of any format asks, as far as the stub heeds it. */
export interface LiveRequest extends Omit<Asked, 'key'> {
  readonly stream: boolean
  readonly maxTokens: number
}

/** An answer as a format gets it. */
export interface LiveAnswer {
  /** Known before the first piece. */
  readonly inputTokens: number
  readonly pieces: AsyncIterable<AnswerPiece>
}

/** How a format writes one answer. */
export interface Writing {
  /** A failure of the model becomes a piece of the stream; it cannot become a status any more. */
  stream(answer: LiveAnswer): AsyncIterable<string>
  /** The body of an answer that is not streamed. It may reject with what the model failed by. */
  whole(answer: LiveAnswer): Promise<object>
  /** Headers of the stream that differ from those of server-sent events. */
  readonly streamHeaders?: Readonly<Record<string, string>>
  /** Headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * What is sent where nothing came for a while; `false` where the format has nothing for it.
   * @default a comment
   */
  readonly heartbeat?: string | false
}

/** One answer in the making. */
interface Job {
  readonly asked: LiveRequest
  readonly question: Question
  readonly writing: Writing
  /** The scenario, where this attempt meets it. */
  readonly met: Scenario | undefined
  /** To be called at the answer's end. */
  readonly leave: () => void
}

/** Answers in a format whose servers keep nothing: the answer lives as long as its socket. */
export async function liveAnswer(
  asked: LiveRequest,
  writing: Writing,
  exchange: Exchange,
  context: StubContext,
): Promise<Response> {
  const { request, client } = exchange
  const { attempts, admission, store } = context
  const question = questionOf(asked, exchange)
  const { scenario } = question
  const attempt = `${scenario?.source} ${client} ${asked.message ?? ''}`
  const met = scenario && attempts.meets(attempt, scenario.times) ? scenario : undefined
  const response = met && (await scenarioObstacle(met, request.signal))
  if (response) return response
  request.signal.throwIfAborted()

  const job: Job = { asked, question, writing, met, leave: admission.enter(client) }
  admission.countStart()
  // No answer is held up by its being counted.
  store.shared?.countModel().catch(() => {})
  return asked.stream ? streamed(job, context) : whole(job, exchange, context)
}

function streamed({ asked, question, writing, met, leave }: Job, context: StubContext): Response {
  const { heartbeat, headers, streamHeaders } = writing
  const { heartbeatInterval } = context
  const body = context.openStreams.open((signal) => {
    const pieces = answerPieces(context, question, asked.maxTokens, signal)
    const bytes = encoded(writing.stream({ inputTokens: inputTokensOf(question), pieces }))
    if (heartbeat === false) return reshape(met, bytes, signal)
    const beat = heartbeat === undefined ? undefined : new TextEncoder().encode(heartbeat)
    return reshape(met, withHeartbeat(bytes, heartbeatInterval, beat), signal)
  }, leave)
  return new Response(body, { headers: { ...STREAM_HEADERS, ...headers, ...streamHeaders } })
}

async function whole(
  { asked, question, writing, met, leave }: Job,
  { request }: Exchange,
  context: StubContext,
): Promise<Response> {
  try {
    const pieces = answerPieces(context, question, asked.maxTokens, request.signal)
    const json = JSON.stringify(
      await writing.whole({ inputTokens: inputTokensOf(question), pieces }),
    )
    const body = context.openStreams.open((signal) => reshape(met, encoded([json]), signal))
    return new Response(body, {
      headers: { 'Content-Type': 'application/json', ...writing.headers },
    })
  } catch (error) {
    throw error instanceof ModelError ? new Problem(500, error.message) : error
  } finally {
    leave()
  }
}

async function* encoded(
  texts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}
