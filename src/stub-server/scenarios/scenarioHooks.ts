import type { EndpointHooks, Exchange, RunRecord } from '../../server/internal.ts'
import { readQuestion, toQuestion } from '../toQuestion.ts'
import { toStoredQuestion, toStubQuestion } from '../toEngineModel.ts'
import type { Attempts } from './attempts.ts'
import { scenarioOfRequest } from './readScenario.ts'
import { reshape } from './reshape.ts'
import { scenarioResponse } from './scenarioResponse.ts'
import type { Scenario } from './scenarios.ts'

/**
 * Adds scenarios to the endpoints of the stream protocol.
 *
 * @param readsMessage whether a message may begin with a scenario
 */
export function createScenarioHooks(attempts: Attempts, readsMessage: boolean): EndpointHooks {
  return {
    questionOf(fields, exchange) {
      const question = toQuestion(
        exchange.request.method === 'GET' ? fields : readQuestion(fields),
        exchange,
        readsMessage,
      )
      return toStoredQuestion(question, exchange.ownerValue)
    },
    // Whoever knows a session id may use it.
    mayRead: () => true,
    mayStop: () => true,
    async beforeRun(stored, { fields, key }, { request, owner }) {
      const { scenario } = toStubQuestion(stored)
      if (scenario?.layer !== 'response' || scenario.on !== 'question') return undefined
      const attempt = `${scenario.source} ${key ?? `${owner} ${String(fields['message'] ?? '')}`}`
      if (!attempts.isAmongFirst(attempt, scenario.times)) return undefined
      return scenarioResponse(scenario, request.signal)
    },
    async beforeStream(run, exchange) {
      const scenario = scenarioOf(run, exchange)
      if (scenario?.layer !== 'response' || scenario.on !== 'stream') return undefined
      const attempt = `${scenario.source} ${run.id}`
      if (!attempts.isAmongFirst(attempt, scenario.times)) return undefined
      return scenarioResponse(scenario, exchange.request.signal)
    },
    shape({ bytes, signal }, run, exchange, connections) {
      const scenario = scenarioOf(run, exchange)
      const active = scenario && connections <= scenario.times ? scenario : undefined
      return reshape(active, bytes, signal)
    },
  }
}

function scenarioOf({ question }: RunRecord, { request, url }: Exchange): Scenario | undefined {
  return scenarioOfRequest(request, url) ?? toStubQuestion(question).scenario
}
