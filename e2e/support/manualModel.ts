import {
  ModelError,
  type Model,
  type ModelDelta,
  type Question,
} from '../../src/stub-server/index.ts'

/** One answer, written by a test. Calls after its end have no effect. */
export interface ManualAnswer {
  readonly question: Question
  readonly say: (text: string) => void
  /** Sends reasoning, which comes before the text of the answer. */
  readonly think: (text: string) => void
  readonly end: () => void
  /** Fails in the middle of the answer with this error message. */
  readonly fail: (message: string) => void
  /** Whether the server ended this run before the test did. */
  readonly isStopped: () => boolean
}

export interface ManualModel {
  readonly model: Model
  /** Waits for the next question, and returns its answer for the test to write. */
  readonly nextAnswer: () => Promise<ManualAnswer>
}

/**
 * Creates a model whose answers a test writes step by step. The test can then check the page in the middle of an answer
 * without racing against the clock.
 */
export function createManualModel(): ManualModel {
  const { readable, controller } = pipe<ManualAnswer>()
  const questions = readable.getReader()
  return {
    model(question, signal) {
      const { answer, deltas } = createAnswer(question, signal)
      controller.enqueue(answer)
      return deltas
    },
    async nextAnswer() {
      const { value } = await questions.read()
      if (!value) throw new Error('The manual model was closed before it received a question.')
      return value
    },
  }
}

function createAnswer(question: Question, signal: AbortSignal) {
  const { readable, controller } = pipe<ModelDelta | ModelError>()
  let isOver = false
  let isStopped = false

  function finish(): boolean {
    const isFirst = !isOver
    isOver = true
    return isFirst
  }
  signal.addEventListener('abort', () => {
    isStopped = finish()
    if (isStopped) controller.close()
  })
  const answer: ManualAnswer = {
    question,
    say: (content) => !isOver && controller.enqueue({ content }),
    think: (reasoning) => !isOver && controller.enqueue({ reasoning }),
    end: () => finish() && controller.close(),
    fail(message) {
      if (finish()) controller.enqueue(new ModelError('model_failed', message))
    },
    isStopped: () => isStopped,
  }
  return { answer, deltas: untilError(readable) }
}

/** Throws an error in its turn. The stream's own `error()` would drop what was not read before. */
async function* untilError(items: ReadableStream<ModelDelta | ModelError>) {
  for await (const item of items) {
    if (item instanceof ModelError) throw item
    yield item
  }
}

function pipe<T>() {
  let controller: ReadableStreamDefaultController<T> | undefined
  const readable = new ReadableStream<T>({ start: (started) => void (controller = started) })
  // `start` is called before the constructor returns, but TypeScript does not know that.
  if (!controller) throw new Error('The ReadableStream did not call start().')
  return { readable, controller: controller as ReadableStreamDefaultController<T> }
}
