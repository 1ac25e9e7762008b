import { setImmediate } from 'node:timers/promises'
import { deltasOf } from './answers/deltasOf.ts'
import { ModelError, type Model, type ModelDelta, type Question } from './model.ts'
import { createPauses, NO_PAUSE, parsePace, type Pace } from './scenarios/pacing.ts'
import type { Scenario } from './scenarios/scenarios.ts'
import { wait } from '../server/internal.ts'

/**
 * After this many tokens without a pause, the model yields to the event loop. Without it, a model
 * that never pauses would keep every reader from running.
 */
const TOKENS_BETWEEN_YIELDS = 32

/** Creates the built-in model: it answers the same question with the same text at the same pace. */
export function createEmbeddedModel(pace: Pace): Model {
  async function* answer(
    question: Question,
    written: readonly ModelDelta[],
    signal: AbortSignal,
  ): AsyncGenerator<ModelDelta> {
    const nextPause = createPauses(paceFor(question.scenario, pace), question.message?.length ?? 0)
    let tokens = 0
    for (const delta of deltasAfter(written, deltasOf(question))) {
      const pause = nextPause()
      if (pause > 0) await wait(pause, signal)
      else if (tokens % TOKENS_BETWEEN_YIELDS === 0) await setImmediate()
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
 * Yields the deltas that follow those already written.
 *
 * @throws ModelError if the answer does not begin with the written deltas: another version of this
 * server wrote them
 */
function* deltasAfter(
  written: readonly ModelDelta[],
  deltas: Iterable<ModelDelta>,
): Generator<ModelDelta> {
  let index = 0
  for (const delta of deltas) {
    const expected = written[index]
    index += 1
    if (expected === undefined) yield delta
    else if (JSON.stringify(expected) !== JSON.stringify(delta)) throw answerMismatch()
  }
  if (index < written.length) throw answerMismatch()
}

function answerMismatch(): ModelError {
  const message =
    'Another version of this server began this answer, so it cannot continue. Send the question again.'
  return new ModelError('run_lost', message)
}

function paceFor(scenario: Scenario | undefined, pace: Pace): Pace {
  if (scenario?.pace !== undefined) return parsePace(scenario.pace) ?? pace
  if (scenario?.name === 'slow') return { min: scenario.amount, max: scenario.amount }
  return scenario?.name === 'burst' ? NO_PAUSE : pace
}
