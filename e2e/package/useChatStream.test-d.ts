import { describe, expectTypeOf, test } from 'vitest'
import { ref, type Ref } from 'vue'
import {
  contentDialect,
  getTransport,
  isChatStreamError,
  openAI,
  openaiDialect,
  pickDialect,
  postTransport,
  textOf,
  useChatStream,
  usePinnedChatStream,
  type AnswerMetrics,
  type ChatInput,
  type ChatMessage,
  type ChatMessageError,
  type ChatStatus,
  type ChatStreamError,
  type ChatStreamOptions,
  type Dialect,
  type DialectName,
  type MessagePart,
  type Outcome,
  type StreamEvent,
  type Transport,
  type UseChatStreamOptions,
  type UseChatStreamReturn,
  type UsePinnedChatStreamOptions,
} from 'vue-chat-stream'
import { createChatStream, type ChatStreamState } from 'vue-chat-stream/core'

const url = '/ai/chat/stream'

describe('what useChatStream returns', () => {
  const chat = useChatStream({ url })

  test('is refs and functions', () => {
    expectTypeOf(chat).toEqualTypeOf<UseChatStreamReturn>()
    expectTypeOf(chat.messages).toEqualTypeOf<Ref<readonly ChatMessage[]>>()
    expectTypeOf(chat.status).toEqualTypeOf<Readonly<Ref<ChatStatus>>>()
    expectTypeOf(chat.error).toEqualTypeOf<Readonly<Ref<ChatStreamError | undefined>>>()
    expectTypeOf(chat.metrics).toEqualTypeOf<Readonly<Ref<AnswerMetrics | undefined>>>()
    expectTypeOf(chat.send).toEqualTypeOf<(input: string | ChatInput) => Promise<ChatMessage>>()
    expectTypeOf(chat.regenerate).returns.resolves.toEqualTypeOf<ChatMessage>()
    expectTypeOf(chat.stop).toEqualTypeOf<() => void>()
    expectTypeOf(chat.clear).toEqualTypeOf<() => void>()
    expectTypeOf(chat.dispose).toEqualTypeOf<() => void>()
  })

  test('cannot be written where it is for reading', () => {
    // @ts-expect-error -- the status is the stream's own
    chat.status.value = 'ready'
    // @ts-expect-error -- a list is replaced, not changed
    chat.messages.value.push()
    chat.messages.value = []
  })

  test('names every status and outcome', () => {
    expectTypeOf<ChatStatus>().toEqualTypeOf<
      'ready' | 'submitted' | 'streaming' | 'reconnecting' | 'error'
    >()
    expectTypeOf<ChatMessage['outcome']>().toEqualTypeOf<Outcome | undefined>()
    expectTypeOf<Outcome>().toEqualTypeOf<
      'complete' | 'stopped' | 'truncated' | 'failed' | 'refused'
    >()
  })

  test('has parts and errors that narrow', () => {
    const part = {} as MessagePart
    if (part.type === 'text') expectTypeOf(part.text).toEqualTypeOf<string>()
    if (part.type === 'tool') expectTypeOf(part.args).toEqualTypeOf<string>()
    const thrown: unknown = undefined
    if (isChatStreamError(thrown)) {
      expectTypeOf(thrown).toEqualTypeOf<ChatMessageError>()
      expectTypeOf(thrown.status).toEqualTypeOf<number | undefined>()
    }
    const { error } = {} as ChatStreamState
    if (isChatStreamError(error)) expectTypeOf(error).toEqualTypeOf<ChatStreamError>()
    expectTypeOf<ChatMessage['error']>().toEqualTypeOf<ChatMessageError | undefined>()
    expectTypeOf<ChatStreamError>().toExtend<ChatMessageError>()
    expectTypeOf<ChatMessageError>().not.toExtend<Error>()
    expectTypeOf(textOf).returns.toEqualTypeOf<string>()
  })
})

describe('what useChatStream takes', () => {
  test('is an address, as it is, in a ref or from a getter', () => {
    useChatStream({ url })
    useChatStream({ url: new URL('http://localhost/chat') })
    useChatStream({ url: ref(url) })
    useChatStream({ url: () => url })
    // @ts-expect-error -- an address is needed
    useChatStream({})
    // @ts-expect-error -- a number is no address
    useChatStream({ url: 8866 })
  })

  test('is options of known names', () => {
    useChatStream({ url, transport: 'session', dialect: 'openai', updates: 'frame' })
    useChatStream({ url, updates: 100, onUnmount: 'detach', retry: false })
    // @ts-expect-error -- no transport has this name
    useChatStream({ url, transport: 'websocket' })
    // @ts-expect-error -- no dialect has this name
    useChatStream({ url, dialect: 'klingon' })
    // @ts-expect-error -- updates come by frame, by event, or in so many milliseconds
    useChatStream({ url, updates: 'often' })
    // @ts-expect-error -- a component's end aborts or detaches
    useChatStream({ url, onUnmount: 'ignore' })
    // @ts-expect-error -- this is not an option
    useChatStream({ url, uri: url })
    // @ts-expect-error -- true has no meaning
    useChatStream({ url, retry: true })
  })

  test('is any dialect by its name', () => {
    expectTypeOf<DialectName>().toEqualTypeOf<
      | 'content'
      | 'openai'
      | 'openai-responses'
      | 'anthropic'
      | 'gemini'
      | 'ollama'
      | 'ai-sdk'
      | 'dify'
      | 'text'
    >()
  })

  test('is a path to the text in place of a dialect, never both', () => {
    useChatStream({ url, pick: 'choices.0.delta.content' })
    createChatStream({ url, pick: 'choices.0.delta.content' })
    // @ts-expect-error -- a dialect knows by itself where the text stands
    useChatStream({ url, pick: 'choices.0.delta.content', dialect: 'openai' })
    // @ts-expect-error -- nor is there anything to recognise
    useChatStream({ url, pick: 'answer', dialect: 'auto' })
    // @ts-expect-error -- the core knows this, too
    createChatStream({ url, pick: 'answer', dialect: 'openai' })
    // @ts-expect-error -- a path is text
    useChatStream({ url, pick: ['choices', 0] })
  })

  test('is headers as values, in a ref, or from a function that may be async', () => {
    useChatStream({ url, headers: { authorization: 'Bearer 1' } })
    useChatStream({ url, headers: ref({ authorization: 'Bearer 1' }) })
    useChatStream({ url, headers: () => [['authorization', 'Bearer 1']] })
    useChatStream({ url, headers: async () => ({ authorization: 'Bearer 1' }) })
    // @ts-expect-error -- a header's value is text
    useChatStream({ url, headers: { retries: 1 } })
  })

  test('is a dialect written in place, whose parameters need no types', () => {
    useChatStream({
      url,
      dialect: {
        name: 'mine',
        decode(record, state) {
          expectTypeOf(record.data).toEqualTypeOf<string>()
          state['seen'] = true
          return record.event === 'bye'
            ? [{ type: 'finish', outcome: 'complete' }, { type: 'stream-end' }]
            : [{ type: 'text-delta', text: record.data }]
        },
      },
    })
    // @ts-expect-error -- no event has this type
    useChatStream({ url, dialect: { name: 'mine', decode: () => [{ type: 'text', text: '' }] } })
    // @ts-expect-error -- a dialect without decode reads nothing
    useChatStream({ url, dialect: { name: 'mine' } })
  })

  test('is a transport written in place, whose parameters need no types', () => {
    useChatStream({
      url,
      transport: async function* (request, context) {
        expectTypeOf(request.message).toEqualTypeOf<string>()
        expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>()
        yield { event: 'message', data: request.message, id: '' }
      },
    })
    // @ts-expect-error -- a transport brings records, not text
    const wrong: Transport = async function* () {
      yield 'text'
    }
    expectTypeOf(wrong).toEqualTypeOf<Transport>()
  })

  test('is hooks that are told what happens', () => {
    useChatStream({
      url,
      onEvent(event, message) {
        expectTypeOf(event).toEqualTypeOf<StreamEvent>()
        expectTypeOf(message).toEqualTypeOf<ChatMessage>()
      },
      onFinish: (message) => expectTypeOf(message).toEqualTypeOf<ChatMessage>(),
      onError: (error) => expectTypeOf(error).toEqualTypeOf<ChatStreamError>(),
    })
  })
})

/** Types that are not ours, and that hold `any`. */
type Platform = AbortSignal | Headers | URL | typeof fetch

/** `true` for `any`, or for a type that has it in a property, however deep. */
type HoldsAny<T, Depth extends 0[] = []> = 0 extends 1 & T
  ? true
  : Depth['length'] extends 6
    ? false
    : T extends Platform
      ? false
      : T extends (...args: infer Given) => infer Result
        ? HoldsAny<Given[number], [...Depth, 0]> | HoldsAny<Result, [...Depth, 0]>
        : T extends readonly (infer Item)[] | Promise<infer Item> | Ref<infer Item>
          ? HoldsAny<Item, [...Depth, 0]>
          : T extends AsyncIterable<infer Item>
            ? HoldsAny<Item, [...Depth, 0]>
            : T extends object
              ? { [Key in keyof T]-?: HoldsAny<T[Key], [...Depth, 0]> }[keyof T]
              : false

describe('what usePinnedChatStream takes', () => {
  const values = { transport: getTransport, dialect: contentDialect }

  test('is a transport and a dialect as values, and all else as useChatStream does', () => {
    const chat = usePinnedChatStream({ url: ref(url), ...values, updates: 'event', retry: false })
    expectTypeOf(chat).toEqualTypeOf<UseChatStreamReturn>()
    usePinnedChatStream({ url, ...values, dialect: pickDialect('result.words') })
    const preset = openAI({ model: 'm' })
    usePinnedChatStream({ ...preset, transport: postTransport, dialect: openaiDialect })
  })

  test('is no name, and neither may be left out', () => {
    // @ts-expect-error -- a name would have to be found
    usePinnedChatStream({ url, ...values, transport: 'get' })
    // @ts-expect-error -- nor is a dialect a name
    usePinnedChatStream({ url, ...values, dialect: 'content' })
    // @ts-expect-error -- there is no default
    usePinnedChatStream({ url, dialect: contentDialect })
    // @ts-expect-error -- a path is made a dialect by pickDialect
    usePinnedChatStream({ url, ...values, pick: 'result.words' })
  })
})

describe('the public types', () => {
  test('hold no any', () => {
    // The check itself sees one.
    type Any = ReturnType<typeof JSON.parse>
    expectTypeOf<HoldsAny<{ deep: { list: { value: Any }[] } }>>().toEqualTypeOf<true>()

    expectTypeOf<HoldsAny<ChatMessage>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<ChatStreamState>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<StreamEvent>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<Dialect>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<Transport>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<ChatStreamOptions>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<UseChatStreamOptions>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<UsePinnedChatStreamOptions>>().toEqualTypeOf<false>()
    expectTypeOf<HoldsAny<UseChatStreamReturn>>().toEqualTypeOf<false>()
  })
})
