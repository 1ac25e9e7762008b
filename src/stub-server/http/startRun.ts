import type { Exchange, StubContext } from '../context.ts'
import type { Question, Turn } from '../model.ts'
import { scenarioResponse } from '../scenarios/scenarioResponse.ts'
import { Problem } from './problem.ts'
import { scenarioOfMessage, scenarioOfRequest } from '../scenarios/readScenario.ts'
import type { RunRecord } from '../runs/runRegister.ts'

/** A question as the endpoints receive it, before its scenario is known. */
export interface IncomingQuestion {
  /** Absent if the request contains no question: the answer is then a story. */
  readonly message?: string | undefined
  readonly turns?: readonly Turn[]
  /** Names of tools that the client runs. */
  readonly tools?: readonly string[] | undefined
  /** The idempotency key. */
  readonly key?: string | undefined
}

/**
 * Starts the run of a question, or returns the run that its key already has. First simulates the
 * failure of the scenario, if the scenario affects the response. A known key skips that, because its
 * question was already accepted.
 *
 * @returns the run, or a response to send instead
 * @throws Problem 400 for an invalid key or scenario, or the refusal by a bound or a scenario
 */
export async function startRun(
  incoming: IncomingQuestion,
  exchange: Exchange,
  context: StubContext,
): Promise<RunRecord | Response> {
  const { client } = exchange
  const key = checkKey(incoming.key)
  const known = key === undefined ? undefined : await context.store.register.findByKey(key)
  if (known) return known
  const question = toQuestion(incoming, exchange)
  const { scenario } = question
  if (scenario?.layer === 'response' && scenario.on === 'question') {
    const attempt = `${scenario.source} ${key ?? `${client} ${incoming.message ?? ''}`}`
    if (context.attempts.isAmongFirst(attempt, scenario.times)) {
      const response = await scenarioResponse(scenario, exchange.request.signal)
      if (response) return response
      // If the client has left in the meantime, don't start a run: no client would ever learn its id.
      exchange.request.signal.throwIfAborted()
    }
  }
  return context.runs.start({ question, key, client })
}

/** Builds the question. A message may begin with its scenario; only the rest is then the question's text. */
export function toQuestion(
  { message, turns, tools }: IncomingQuestion,
  { request, url }: Exchange,
): Question {
  const requested = scenarioOfRequest(request, url)
  const read = requested || message === undefined ? undefined : scenarioOfMessage(message)
  const scenario = requested ?? read?.scenario
  const text = read ? read.rest || undefined : message
  return {
    ...(text === undefined ? {} : { message: text }),
    messages: turns ?? (message === undefined ? [] : [{ role: 'user', content: message }]),
    ...(tools ? { tools } : {}),
    ...(scenario ? { scenario } : {}),
  }
}

function checkKey(key: string | undefined): string | undefined {
  if (key === undefined || /^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new Problem(400, 'The idempotency key must be 1 to 200 visible ASCII characters.')
}
