import type { Exchange, StubContext } from '../context.ts'
import type { Question, Turn } from '../model.ts'
import { scenarioObstacle } from '../scenarios/scenarioObstacle.ts'
import { Problem } from './problem.ts'
import { scenarioOfMessage, scenarioOfRequest } from '../scenarios/readScenario.ts'
import type { RunRecord } from '../runs/runRegister.ts'

/** What somebody asks, before its scenario is known. */
export interface Asked {
  /** Absent where nobody asked anything, which tells the story. */
  readonly message?: string | undefined
  readonly turns?: readonly Turn[]
  /** Names of tools that the asker runs. */
  readonly tools?: readonly string[] | undefined
  readonly key?: string | undefined
}

/**
 * Starts the run of a question, or finds the one that its key has; meets the scenario's obstacle
 * first, where it has one. A known key meets none: its question was let in before.
 *
 * @returns the run, or a response that stands in its place
 * @throws Problem 400 for a key or a scenario that is not one, or a refusal by bounds or by scenario
 */
export async function ask(
  asked: Asked,
  exchange: Exchange,
  context: StubContext,
): Promise<RunRecord | Response> {
  const { client } = exchange
  const key = checkKey(asked.key)
  const known = key === undefined ? undefined : await context.store.register.findByKey(key)
  if (known) return known
  const question = questionOf(asked, exchange)
  const { scenario } = question
  if (scenario?.layer === 'response' && scenario.on === 'question') {
    const attempt = `${scenario.source} ${key ?? `${client} ${asked.message ?? ''}`}`
    if (context.attempts.meets(attempt, scenario.times)) {
      const response = await scenarioObstacle(scenario, exchange.request.signal)
      if (response) return response
      // Its asker may have left meanwhile: nobody would ever learn the name of this run.
      exchange.request.signal.throwIfAborted()
    }
  }
  return context.runs.start({ question, key, client })
}

/** A message may begin with its scenario; the rest of it is then the question. */
export function questionOf({ message, turns, tools }: Asked, { request, url }: Exchange): Question {
  const asked = scenarioOfRequest(request, url)
  const read = asked || message === undefined ? undefined : scenarioOfMessage(message)
  const scenario = asked ?? read?.scenario
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
  throw new Problem(400, 'A key that names a question is 1 to 200 visible ASCII characters.')
}
