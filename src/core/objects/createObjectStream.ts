import type { PartialJson } from '../partialJson/createPartialJson.ts'
import type { SchemaInput, StandardSchema } from '../schema.ts'
import { callHook, type UpdateSchedule } from '../stream/chatState.ts'
import { createStream, updateImmediately, type ChatStream } from '../stream/chatStream.ts'
import type { ChatStreamOptions } from '../stream/options.ts'
import { argumentChecks } from '../stream/arguments/argumentChecks.ts'
import { optionShape } from '../stream/arguments/optionShape.ts'
import { resolveNamedOptions } from '../stream/createChatStream.ts'
import { toQuestion } from '../stream/question.ts'
import type { ChatMessage } from '../types.ts'
import { createAnswerReader, type AnswerReader } from './answerReader.ts'
import type {
  DeepPartial,
  ObjectAnswer,
  ObjectStreamOptions,
  ObjectStreamState,
  PinnedObjectStreamOptions,
} from './objectTypes.ts'
import { readSchema } from './readSchema.ts'
import { toAnswer } from './toAnswer.ts'

/** What a framework adds to an object stream. */
export interface ObjectStreamHost {
  /** When to publish the object while it streams. @default immediately, for every event */
  schedule?: UpdateSchedule
}

/** The stream of one object: see `createObjectStream`. */
export interface ObjectStream<Schema extends StandardSchema> extends Pick<
  ChatStream,
  'stop' | 'hold' | 'wake' | 'dispose'
> {
  getState(): ObjectStreamState<Schema>
  /** Calls `listener` after every change. Returns a function that removes the listener. */
  subscribe(listener: () => void): () => void
  /**
   * Asks for an object, which replaces the former one. An answer that streams is stopped. Resolves when the answer has
   * ended and was validated, no matter how it ended.
   * @throws {ChatStreamError} `argument`, as a rejection, for an empty question, or after `dispose`
   */
  send(...input: Parameters<ChatStream['send']>): Promise<ObjectAnswer<Schema>>
  /** Sends the last question again: see `ChatStream`. */
  regenerate(...input: Parameters<ChatStream['regenerate']>): Promise<ObjectAnswer<Schema>>
  /** Resumes an incomplete answer if its server still has it: see `ChatStream`. */
  resume(...input: Parameters<ChatStream['resume']>): Promise<ObjectAnswer<Schema>>
  /** Stops the answer, and removes the object and the error. */
  clear(): void
}

/** One question and the reader of its answer. */
interface Turn {
  readonly reader: AnswerReader
  json?: PartialJson
  isSettled?: boolean
}

/**
 * Creates the stream of one object, for any framework: the state behind `useObjectStream`. The answer's text is read
 * as JSON while it streams, and validated by the schema when the server proved that it is complete.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 * @example
 * const city = createObjectStream({ ...openAI({ model: 'gpt-5' }), schema: z.object({ name: z.string() }) })
 * city.subscribe(() => console.log(city.getState().object?.name))
 * const answer = await city.send('Name a city.')
 * if (answer.outcome === 'complete') console.log(answer.object.name)
 */
export function createObjectStream<Schema extends StandardSchema>(
  options: ObjectStreamOptions<Schema>,
  host?: ObjectStreamHost,
): ObjectStream<Schema> {
  return createPinnedObjectStream({ ...options, ...resolveObjectOptions(options) }, host)
}

/** The options of `createPinnedObjectStream`. */
export const objectOptionShape: Record<string, string> = {
  ...optionShape,
  schema: '',
  jsonSchema: '',
}
// No question waits for another one.
delete objectOptionShape['whenBusy']
delete objectOptionShape['whenStopped']

type NamedOptions = Pick<ChatStreamOptions, 'transport' | 'dialect' | 'pick'>

/** Returns the transport and the dialect: by default those of a POST, as a question may be long. */
export function resolveObjectOptions(
  options: NamedOptions,
  shape = objectOptionShape,
): ReturnType<typeof resolveNamedOptions> {
  return resolveNamedOptions({ transport: 'post', ...options }, shape)
}

/**
 * Works like `createObjectStream`, but takes the transport and the dialect as values instead of names.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 * @example
 * const city = createPinnedObjectStream({
 *   url: '/ai/city',
 *   transport: postTransport,
 *   dialect: contentDialect,
 *   schema: z.object({ name: z.string() }),
 * })
 */
export function createPinnedObjectStream<Schema extends StandardSchema>(
  options: PinnedObjectStreamOptions<Schema>,
  { schedule = updateImmediately }: ObjectStreamHost = {},
): ObjectStream<Schema> {
  const { schema, messages: context = [], onFinish, onError, onEvent, ...chatOptions } = options
  const { toBody, within } = readSchema(options)
  const listeners = new Set<() => void>()
  let messages: readonly ChatMessage[] = context
  let turn: Turn = { reader: createAnswerReader(within) }
  let state: ObjectStreamState<Schema> = { status: 'ready', object: undefined, error: undefined }

  function setState(changes: Partial<ObjectStreamState<Schema>>): void {
    // `complete` is only set together with its object.
    state = { ...state, ...changes } as ObjectStreamState<Schema>
    for (const listener of listeners) callHook(listener)
  }

  /** Returns the object as far as it arrived. The schema describes its type, but did not validate it. */
  const partialOf = ({ json }: Turn) => json?.value as DeepPartial<SchemaInput<Schema>> | undefined

  const chat = createStream(
    {
      ...chatOptions,
      // A getter, so that every question reads the option.
      get body() {
        return toBody(options.body) ?? {}
      },
      onEvent(event, message) {
        turn.reader.onEvent(event, message)
        callHook(onEvent, event, message)
      },
    },
    {
      messages: {
        get: () => messages,
        set(list, change) {
          messages = list
          if (change.type !== 'replaced') turn.json = turn.reader.read(change.message)
        },
      },
      schedule,
      checks: argumentChecks,
    },
  )
  chat.subscribe(() => {
    const { status, error } = chat.getState()
    // The end of an answer is published after its validation.
    if (turn.isSettled || status === 'ready' || status === 'error') return
    setState({ status, error, object: partialOf(turn) })
  })

  /** Begins a turn, and validates its answer. */
  async function ask(request: () => Promise<ChatMessage>): Promise<ObjectAnswer<Schema>> {
    const current: Turn = { reader: createAnswerReader(within) }
    turn = current
    let answer: ObjectAnswer<Schema>
    try {
      const message = await request()
      answer = await toAnswer(schema, message, current.reader.read(message))
    } catch (thrown) {
      if (turn === current) setState({ status: 'ready', error: undefined })
      throw thrown
    }
    current.isSettled = true
    const { outcome, object, error } = answer
    if (turn === current) {
      const status = outcome === 'stopped' ? 'ready' : outcome === 'complete' ? outcome : 'error'
      setState({ status, object, error } as ObjectStreamState<Schema>)
    }
    callHook(onFinish, answer)
    if (error) callHook(onError, error, answer)
    return answer
  }

  /** Stops the answer, and forgets its question. */
  function discard(): void {
    turn = { reader: createAnswerReader(within) }
    chat.clear()
    messages = context
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async send(...input) {
      // Keep the object if the question is wrong.
      toQuestion(input[0], {}, argumentChecks)
      discard()
      return ask(() => chat.send(...input))
    },
    regenerate: (...input) => ask(() => chat.regenerate(...input)),
    resume: (...input) => ask(() => chat.resume(...input)),
    stop: chat.stop,
    hold: chat.hold,
    wake: chat.wake,
    clear() {
      discard()
      setState({ status: 'ready', object: undefined, error: undefined })
    },
    dispose() {
      chat.dispose()
      listeners.clear()
    },
  }
}
