import { AnswerError } from './answerError.ts'
import type { EndpointHooks, Exchange } from './http/context.ts'
import { readChatBody, toQuestion, validateBody } from './http/readQuestion.ts'
import type { ChatServerOptions } from './options.ts'
import type { RunRecord } from './runs/runRegister.ts'
import type { Model, RunsListener } from './runs/runs.ts'
import type { RunInfo } from './types.ts'

/** Describes a run to the application. */
export function infoOf<Owner>({ id, question }: RunRecord): RunInfo<Owner> {
  return { sessionId: id, owner: question.owner as Owner, body: question.body }
}

/** Connects the endpoints to the options of an application. */
export function createHooks<Owner, Body>(
  options: ChatServerOptions<Owner, Body>,
  nativeOf: (exchange: Exchange) => unknown,
): EndpointHooks {
  return {
    async questionOf(fields, { ownerValue }) {
      const body = options.body ? await validateBody(fields, options.body) : readChatBody(fields)
      return { body, owner: ownerValue }
    },
    async mayRead(run, { owner, ownerValue }) {
      if (!options.mayRead) return run.owner === owner
      return options.mayRead(infoOf<Owner>(run), ownerValue as Owner)
    },
    mayStop: (run, { owner }) => run.owner === owner,
    onWork: (work, exchange) => options.waitUntil?.(work, nativeOf(exchange)),
  }
}

/** Connects the runs to the model of an application. */
export function createModel<Owner, Body>(options: ChatServerOptions<Owner, Body>): Model {
  type Stored = { readonly body: unknown; readonly owner: unknown }
  const questionOf = ({ body, owner }: Stored) => toQuestion(body as Body, owner as Owner)
  return {
    answer: (question, run) => options.answer(questionOf(question), run),
    canResume: () => options.resume !== undefined,
    resume(question, written, run) {
      if (!options.resume) throw new Error('This server has no option resume.')
      return options.resume(questionOf(question), written, run)
    },
  }
}

/** Connects the events of runs to the hooks of an application, whose errors break nothing. */
export function createListener<Owner, Body>(
  options: ChatServerOptions<Owner, Body>,
): RunsListener & { report(error: unknown, run?: RunInfo<Owner>): void } {
  const report = (error: unknown, run?: RunInfo<Owner>) => {
    try {
      if (options.onError) options.onError(error, run)
      else
        console.error(
          run ? `The answer of run ${run.sessionId} failed:` : 'A request failed:',
          error,
        )
    } catch (second) {
      console.error('The option onError failed:', second)
    }
  }
  /** Calls a hook, and reports if it throws or rejects. */
  const call = (run: RunRecord, hook: (info: RunInfo<Owner>) => unknown) => {
    const info = infoOf<Owner>(run)
    // An async function turns an exception into a rejection.
    const called = (async () => hook(info))()
    called.catch((error: unknown) => report(error, info))
  }
  return {
    report,
    describe: (error) => {
      try {
        const described = options.describeError?.(error)
        if (described) return described
      } catch (second) {
        report(second)
      }
      return error instanceof AnswerError ? { code: error.code, message: error.message } : undefined
    },
    onStart: (run) => call(run, (info) => options.onRunStart?.(info)),
    onEnd: (run, end) => call(run, (info) => options.onRunEnd?.(info, end)),
    onError: (run, error) => report(error, infoOf<Owner>(run)),
  }
}
