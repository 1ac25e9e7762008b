import { questionOf } from './ask.ts'
import type { Exchange, StubContext } from './context.ts'
import { STREAM_HEADERS } from './eventStream.ts'
import { withHeartbeat } from './heartbeat.ts'
import { ModelError, type Question } from './model.ts'
import { obstacle } from './obstacle.ts'
import { openAIAnswer } from './openaiAnswer.ts'
import { chunksOf, completionOf, type Completion } from './openaiFormat.ts'
import { readChatCompletionRequest, type ChatCompletionRequest } from './openaiRequest.ts'
import { Problem } from './problem.ts'
import { readJson } from './readJson.ts'
import { reshape } from './reshape.ts'
import type { Scenario } from './scenarios.ts'

/** One answer in the making. */
interface Job {
  readonly asked: ChatCompletionRequest
  readonly question: Question
  readonly completion: Completion
  /** The scenario, where this attempt meets it. */
  readonly met: Scenario | undefined
  /** To be called at the answer's end. */
  readonly leave: () => void
}

/**
 * `POST /v1/chat/completions`. Here, as at any such server, an answer lives as long as its socket.
 */
export async function completeChat(exchange: Exchange, context: StubContext): Promise<Response> {
  const { request, client } = exchange
  const { settings, attempts, admission, store } = context
  const body = await readJson(request, settings.limits.bodyBytes)
  const asked = readChatCompletionRequest(body, settings.modelName)
  const question = questionOf(asked, exchange)
  const { scenario } = question
  const attempt = `${scenario?.source} ${client} ${asked.message}`
  const met = scenario && attempts.meets(attempt, scenario.times) ? scenario : undefined
  const response = met && (await obstacle(met, request.signal))
  if (response) return response
  request.signal.throwIfAborted()

  const completion: Completion = {
    id: `chatcmpl-${crypto.randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: asked.model,
  }
  const job: Job = { asked, question, completion, met, leave: admission.enter(client) }
  admission.countStart()
  // No answer is held up by its being counted.
  store.shared?.countModel().catch(() => {})
  return asked.stream ? streamed(job, context) : whole(job, exchange, context)
}

function streamed({ asked, question, completion, met, leave }: Job, context: StubContext) {
  const body = context.openStreams.open((signal) => {
    const pieces = openAIAnswer(context, question, asked.maxTokens, signal)
    const chunks = chunksOf(completion, pieces, asked.includesUsage)
    return reshape(met, withHeartbeat(chunks, context.heartbeatInterval), signal)
  }, leave)
  return new Response(body, { headers: STREAM_HEADERS })
}

async function whole(
  { asked, question, completion, met, leave }: Job,
  { request }: Exchange,
  context: StubContext,
): Promise<Response> {
  try {
    const pieces = openAIAnswer(context, question, asked.maxTokens, request.signal)
    const json = JSON.stringify(await completionOf(completion, pieces))
    const body = context.openStreams.open((signal) => reshape(met, bytesOf(json), signal))
    return new Response(body, { headers: { 'Content-Type': 'application/json' } })
  } catch (error) {
    throw error instanceof ModelError ? new Problem(500, error.message) : error
  } finally {
    leave()
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
