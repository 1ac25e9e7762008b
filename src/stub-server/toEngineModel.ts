import { type EngineOptions, LastEvent, type StoredQuestion } from '../server/internal.ts'
import { ModelError, type Model, type ModelDelta, type Question } from './model.ts'
import { readScenario } from './scenarios/readScenario.ts'

/** A question as a store keeps it: a scenario may contain `Infinity`, so its source is kept instead. */
type KeptQuestion = Omit<Question, 'scenario'> & { readonly scenario?: string }

export function toStoredQuestion(
  { scenario, ...question }: Question,
  owner: unknown,
): StoredQuestion {
  const body: KeptQuestion = scenario ? { ...question, scenario: scenario.source } : question
  return { body, owner }
}

export function toStubQuestion({ body }: StoredQuestion): Question {
  // Only `toStoredQuestion` writes this body.
  const { scenario: source, ...question } = body as KeptQuestion
  const scenario = source === undefined ? undefined : readScenario(source)?.scenario
  return scenario ? { ...question, scenario } : question
}

/** Lets the stub's models answer the runs of a server. */
export function toEngineModel(modelOf: (question: Question) => Model): EngineOptions['model'] {
  return {
    answer(stored, { signal }) {
      const question = toStubQuestion(stored)
      return failingLike(question, modelOf(question)(question, signal))
    },
    canResume: (stored) => modelOf(toStubQuestion(stored)).resume !== undefined,
    resume(stored, written, { signal }) {
      const question = toStubQuestion(stored)
      const model = modelOf(question)
      if (!model.resume) throw new ModelError('run_lost', 'This model cannot continue an answer.')
      // The written parts are those that a model of the stub yielded.
      return failingLike(question, model.resume(question, written as readonly ModelDelta[], signal))
    },
  }
}

/** Lets the answer to `/nest-error` fail like NestJS, whose last event is no `close`. */
async function* failingLike(
  { scenario }: Question,
  deltas: AsyncIterable<ModelDelta>,
): AsyncGenerator<ModelDelta> {
  try {
    yield* deltas
  } catch (error) {
    if (scenario?.name !== 'nest-error') throw error
    throw new LastEvent({ event: 'error', data: 'Internal server error' })
  }
}

export function describeModelError(error: unknown) {
  return error instanceof ModelError ? { code: error.code, message: error.message } : undefined
}
