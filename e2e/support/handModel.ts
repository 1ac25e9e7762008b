import {
  ModelError,
  type Model,
  type ModelDelta,
  type Question,
} from '../../src/stub-server/index.ts'

/** One answer, told by a test. What is said after its end is not heard. */
export interface HeldAnswer {
  readonly question: Question
  readonly say: (text: string) => void
  /** Says it to itself, before the answer. */
  readonly think: (text: string) => void
  readonly end: () => void
  /** Fails in the middle of the answer, in these words. */
  readonly fail: (words: string) => void
  /** Whether the server ended this run before the test did. */
  readonly isStopped: () => boolean
}

export interface HandModel {
  readonly model: Model
  /** The next question that the model is asked. */
  readonly asked: () => Promise<HeldAnswer>
}

/**
 * A model that says what a test says, when it says it: what a page does in mid-answer is then seen without
 * a race against the clock.
 */
export function createHandModel(): HandModel {
  const { readable, controller } = pipe<HeldAnswer>()
  const questions = readable.getReader()
  return {
    model(question, signal) {
      const { answer, deltas } = hold(question, signal)
      controller.enqueue(answer)
      return deltas
    },
    async asked() {
      const { value } = await questions.read()
      if (!value) throw new Error('No more questions will come.')
      return value
    },
  }
}

function hold(question: Question, signal: AbortSignal) {
  const { readable: deltas, controller } = pipe<ModelDelta>()
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
  const answer: HeldAnswer = {
    question,
    say: (content) => !isOver && controller.enqueue({ content }),
    think: (reasoning) => !isOver && controller.enqueue({ reasoning }),
    end: () => finish() && controller.close(),
    fail: (words) => finish() && controller.error(new ModelError('model_failed', words)),
    isStopped: () => isStopped,
  }
  return { answer, deltas }
}

function pipe<T>() {
  let controller: ReadableStreamDefaultController<T> | undefined
  const readable = new ReadableStream<T>({ start: (given) => void (controller = given) })
  // `start` is called before the constructor returns, which its type does not tell.
  if (!controller) throw new Error('This ReadableStream did not start.')
  return { readable, controller: controller as ReadableStreamDefaultController<T> }
}
