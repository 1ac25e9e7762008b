import { setImmediate } from 'node:timers/promises'
import { deltasOf } from './answers/deltasOf.ts'
import { ModelError, type Model, type ModelDelta, type Question } from './model.ts'
import { createPauses, NO_PAUSE, parsePace, type Pace } from './scenarios/pacing.ts'
import type { Scenario } from './scenarios/scenarios.ts'
import { wait } from './runs/wait.ts'

/** Without pauses a model would keep every reader from its turn: it lets them in after so many tokens. */
const TOKENS_A_TURN = 32

/** The model that is built in: it answers the same question with the same words at the same pace. */
export function createEmbeddedModel(pace: Pace): Model {
  async function* answer(
    question: Question,
    written: readonly ModelDelta[],
    signal: AbortSignal,
  ): AsyncGenerator<ModelDelta> {
    const pauses = createPauses(paceOf(question.scenario, pace), question.message?.length ?? 0)
    let tokens = 0
    for (const delta of behind(written, deltasOf(question))) {
      const pause = pauses()
      if (pause > 0) await wait(pause, signal)
      else if (tokens % TOKENS_A_TURN === 0) await setImmediate()
      if (signal.aborted) return
      tokens += 1
      yield delta
    }
  }
  return Object.assign((question: Question, signal: AbortSignal) => answer(question, [], signal), {
    resume: answer,
  })
}

/**
 * What follows that which is written already.
 *
 * @throws ModelError where that is not how this answer begins: another version of this server wrote it
 */
function* behind(
  written: readonly ModelDelta[],
  deltas: Iterable<ModelDelta>,
): Generator<ModelDelta> {
  let at = 0
  for (const delta of deltas) {
    const before = written[at]
    at += 1
    if (before === undefined) yield delta
    else if (JSON.stringify(before) !== JSON.stringify(delta)) throw otherAnswer()
  }
  if (at < written.length) throw otherAnswer()
}

function otherAnswer(): ModelError {
  const message = 'The answer was begun by another version of this server. Ask again.'
  return new ModelError('run_lost', message)
}

function paceOf(scenario: Scenario | undefined, pace: Pace): Pace {
  if (scenario?.pace !== undefined) return parsePace(scenario.pace) ?? pace
  if (scenario?.name === 'slow') return { min: scenario.amount, max: scenario.amount }
  return scenario?.name === 'burst' ? NO_PAUSE : pace
}
