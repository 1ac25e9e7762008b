import { describe, expectTypeOf, test } from 'vitest'
import { computed, ref, type Ref } from 'vue'
import {
  contentDialect,
  getTransport,
  indexedDBPersistence,
  isChatStreamError,
  openAI,
  openaiDialect,
  pickDialect,
  postTransport,
  textOf,
  toTranscript,
  useChatStream,
  usePinnedChatStream,
  webStoragePersistence,
  type AnswerMetrics,
  type ChatAnswer,
  type ChatInput,
  type ChatMessage,
  type ChatMessageError,
  type ChatSnapshot,
  type ChatStatus,
  type ChatStreamError,
  type DialectName,
  type MessagePart,
  type MessagesChange,
  type MessagesUpdate,
  type Outcome,
  type SendOptions,
  type StreamEvent,
  type Transport,
  type UseChatStreamReturn,
  type UsePinnedChatStreamReturn,
} from 'vue-chat-stream'
import { createChatStream, type ChatStreamState } from 'vue-chat-stream/core'

const url = '/ai/chat/stream'

describe('the return value of useChatStream()', () => {
  const chat = useChatStream({ url })

  test('has an error for sure in an answer that failed', async () => {
    const answer = await chat.send('')
    for (const message of [answer, ...chat.messages.value]) {
      expectTypeOf(message.error).toEqualTypeOf<ChatMessageError | undefined>()
      if (message.outcome === 'failed')
        expectTypeOf(message.error).toEqualTypeOf<ChatMessageError>()
    }
    chat.messages.value = [...chat.messages.value, {} as ChatMessage]
  })

  test('consists of refs and functions', () => {
    expectTypeOf(chat).toEqualTypeOf<UseChatStreamReturn>()
    expectTypeOf(chat.messages).toEqualTypeOf<Ref<readonly ChatAnswer[], readonly ChatMessage[]>>()
    expectTypeOf(chat.status).toEqualTypeOf<Readonly<Ref<ChatStatus>>>()
    expectTypeOf(chat.error).toEqualTypeOf<Readonly<Ref<ChatStreamError | undefined>>>()
    expectTypeOf(chat.metrics).toEqualTypeOf<Readonly<Ref<AnswerMetrics | undefined>>>()
    expectTypeOf(chat.send).toEqualTypeOf<
      (input: string | ChatInput, options?: SendOptions) => Promise<ChatAnswer>
    >()
    expectTypeOf(chat.regenerate).returns.resolves.toEqualTypeOf<ChatAnswer>()
    expectTypeOf(chat.edit).returns.resolves.toEqualTypeOf<ChatAnswer>()
    expectTypeOf(chat.setMessages).toEqualTypeOf<(messages: MessagesUpdate) => void>()
    expectTypeOf(chat.removeFromQueue).toEqualTypeOf<(messageId: string) => void>()
    expectTypeOf(chat.stop).toEqualTypeOf<() => void>()
    expectTypeOf(chat.clear).toEqualTypeOf<() => void>()
    expectTypeOf(chat.dispose).toEqualTypeOf<() => void>()
  })

  test('is readonly, except for the list of messages', () => {
    // @ts-expect-error -- only the stream sets the status
    chat.status.value = 'ready'
    // @ts-expect-error -- a list is replaced, not changed
    chat.messages.value.push()
    chat.messages.value = []
  })

  test('takes options of one question', () => {
    const options: SendOptions = {
      headers: { authorization: 'Bearer 1' },
      body: { model: 'large' },
      metadata: { command: 'summarize' },
      signal: AbortSignal.timeout(1000),
    }
    void chat.send('Hi', options)
    void chat.send({ text: 'Hi' }, { signal: undefined })
    void chat.edit('id', 'Hi', options)
    void chat.regenerate('id', options)
    void chat.regenerate(undefined, options)
    void chat.resume(options)
    // @ts-expect-error -- unknown option
    void chat.send('Hi', { header: {} })
    // @ts-expect-error -- metadata are an object
    void chat.send('Hi', { metadata: 'x' })
    // @ts-expect-error -- tool results belong to answers, not to a question that is edited
    void chat.edit('id', { text: 'Hi', toolResults: [] })
  })

  test('has actions that a template can use as listeners of a click', () => {
    type ClickListener = (event: PointerEvent) => unknown
    expectTypeOf(chat.regenerate).toExtend<ClickListener>()
    expectTypeOf(chat.resume).toExtend<ClickListener>()
    expectTypeOf(chat.stop).toExtend<ClickListener>()
    expectTypeOf(chat.clear).toExtend<ClickListener>()
    expectTypeOf(chat.send).not.toExtend<ClickListener>()
  })

  test('sets messages from a list or a function of the current one', () => {
    chat.setMessages([])
    chat.setMessages((messages) => {
      expectTypeOf(messages).toEqualTypeOf<readonly ChatMessage[]>()
      return messages.slice(1)
    })
    // @ts-expect-error -- a message has parts
    chat.setMessages([{ id: '1', role: 'user', content: 'Hi', createdAt: 1 }])
    expectTypeOf(
      toTranscript(chat.messages.value, { reasoning: 'collapse' }),
    ).toEqualTypeOf<string>()
  })

  test('lists every status and outcome', () => {
    expectTypeOf<ChatStatus>().toEqualTypeOf<
      'ready' | 'submitted' | 'streaming' | 'reconnecting' | 'error'
    >()
    expectTypeOf<ChatMessage['outcome']>().toEqualTypeOf<Outcome | undefined>()
    expectTypeOf<Outcome>().toEqualTypeOf<
      'complete' | 'stopped' | 'truncated' | 'failed' | 'refused'
    >()
  })

  test('narrows parts and errors', () => {
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

describe('the options of useChatStream()', () => {
  test('take a URL as a value, in a ref or from a getter', () => {
    useChatStream({ url })
    useChatStream({ url: new URL('http://localhost/chat') })
    useChatStream({ url: ref(url) })
    useChatStream({ url: () => url })
    // @ts-expect-error -- a URL is required
    useChatStream({})
    // @ts-expect-error -- a number is not a URL
    useChatStream({ url: 8866 })
  })

  test('accept only known names and values', () => {
    useChatStream({ url, transport: 'session', dialect: 'openai', updates: 'frame' })
    useChatStream({ url, updates: 100, onUnmount: 'detach', retry: false })
    // @ts-expect-error -- unknown transport
    useChatStream({ url, transport: 'websocket' })
    // @ts-expect-error -- unknown dialect
    useChatStream({ url, dialect: 'klingon' })
    // @ts-expect-error -- updates are per frame, per event, or a number of milliseconds
    useChatStream({ url, updates: 'often' })
    // @ts-expect-error -- unmounting aborts or detaches
    useChatStream({ url, onUnmount: 'ignore' })
    // @ts-expect-error -- unknown option
    useChatStream({ url, uri: url })
    // @ts-expect-error -- only false or options are allowed
    useChatStream({ url, retry: true })
  })

  test('take any dialect by its name', () => {
    expectTypeOf<DialectName>().toEqualTypeOf<
      | 'content'
      | 'openai'
      | 'openai-responses'
      | 'anthropic'
      | 'gemini'
      | 'ollama'
      | 'ai-sdk'
      | 'dify'
      | 'ag-ui'
      | 'langgraph'
      | 'dashscope'
      | 'coze'
      | 'mastra'
      | 'ai-sdk-data'
      | 'text'
    >()
  })

  test('take a path to the text instead of a dialect, never both', () => {
    useChatStream({ url, pick: 'choices.0.delta.content' })
    createChatStream({ url, pick: 'choices.0.delta.content' })
    // @ts-expect-error -- a dialect finds the text itself
    useChatStream({ url, pick: 'choices.0.delta.content', dialect: 'openai' })
    // @ts-expect-error -- a path leaves no format to detect
    useChatStream({ url, pick: 'answer', dialect: 'auto' })
    // @ts-expect-error -- the core refuses it, too
    createChatStream({ url, pick: 'answer', dialect: 'openai' })
    // @ts-expect-error -- a path is text
    useChatStream({ url, pick: ['choices', 0] })
  })

  test('take headers as values, in a ref, or from a function that may be async', () => {
    useChatStream({ url, headers: { authorization: 'Bearer 1' } })
    useChatStream({ url, headers: ref({ authorization: 'Bearer 1' }) })
    useChatStream({ url, headers: () => [['authorization', 'Bearer 1']] })
    useChatStream({ url, headers: async () => ({ authorization: 'Bearer 1' }) })
    // @ts-expect-error -- a header's value is text
    useChatStream({ url, headers: { retries: 1 } })
  })

  test('take fields of the body as values, in refs or from a function', () => {
    useChatStream({ url, body: { model: 'small' } })
    useChatStream({ url, body: { model: ref('small') } })
    useChatStream({ url, body: ref({ model: 'small' }) })
    useChatStream({ url, body: computed(() => ({ model: ref('small') })) })
    useChatStream({ url, body: ref<{ model: string }>() })
    useChatStream({
      url,
      body(request) {
        expectTypeOf(request.message).toEqualTypeOf<string>()
        return { prompt: request.message }
      },
    })
    // @ts-expect-error -- a body has fields
    useChatStream({ url, body: 'model=small' })
    // @ts-expect-error -- also in a ref
    useChatStream({ url, body: ref('model=small') })
  })

  test('say what happens to waiting questions', () => {
    useChatStream({ url, whenBusy: 'refuse', whenStopped: 'hold' })
    createChatStream({ url, messages: [], whenStopped: 'send' })
    // @ts-expect-error -- send or hold
    useChatStream({ url, whenStopped: 'drop' })
  })

  test('infer the parameters of an inline dialect', () => {
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
    // @ts-expect-error -- unknown event
    useChatStream({ url, dialect: { name: 'mine', decode: () => [{ type: 'text', text: '' }] } })
    // @ts-expect-error -- decode is required
    useChatStream({ url, dialect: { name: 'mine' } })
  })

  test('infer the parameters of an inline transport', () => {
    useChatStream({
      url,
      transport: async function* (request, context) {
        expectTypeOf(request.message).toEqualTypeOf<string>()
        expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>()
        yield { event: 'message', data: request.message, id: '' }
      },
    })
    // @ts-expect-error -- a transport yields records, not text
    const wrong: Transport = async function* () {
      yield 'text'
    }
    expectTypeOf(wrong).toEqualTypeOf<Transport>()
  })

  test('infer the parameters of hooks', () => {
    useChatStream({
      url,
      onEvent(event, message) {
        expectTypeOf(event).toEqualTypeOf<StreamEvent>()
        expectTypeOf(message).toEqualTypeOf<ChatMessage>()
      },
      onChange: (change) => expectTypeOf(change).toEqualTypeOf<MessagesChange>(),
      onFinish: (message) => expectTypeOf(message).toEqualTypeOf<ChatAnswer>(),
      onError: (error) => expectTypeOf(error).toEqualTypeOf<ChatStreamError>(),
    })
  })
})

describe('the options id and persist', () => {
  test('take a text, ref or getter, and a storage of the package or a custom one', () => {
    useChatStream({ url, id: 'mine', persist: webStoragePersistence() })
    useChatStream({ url, id: ref('mine'), persist: indexedDBPersistence({ database: 'chats' }) })
    const stored = new Map<string, ChatSnapshot>()
    const { isRestored, persistError } = useChatStream({
      url,
      id: () => 'mine',
      persist: {
        load: (id) => stored.get(id),
        save: (id, snapshot) => void stored.set(id, snapshot),
        remove: async (id) => void stored.delete(id),
      },
    })
    expectTypeOf(isRestored.value).toEqualTypeOf<boolean>()
    expectTypeOf(persistError.value).toEqualTypeOf<ChatStreamError | undefined>()
    // @ts-expect-error -- it stores nothing
    useChatStream({ url, id: 'mine', persist: { load: () => undefined } })
  })
})

describe('the options of usePinnedChatStream()', () => {
  const values = { transport: getTransport, dialect: contentDialect }

  test('take a transport and a dialect as values, and the other options of useChatStream(), without those of stored chats', () => {
    const chat = usePinnedChatStream({ url: ref(url), ...values, updates: 'event', retry: false })
    expectTypeOf(chat).toEqualTypeOf<UsePinnedChatStreamReturn>()
    expectTypeOf(chat).not.toHaveProperty('isRestored')
    // @ts-expect-error -- the bundle has no code that stores chats
    usePinnedChatStream({ url, ...values, id: 'a' })
    usePinnedChatStream({ url, ...values, dialect: pickDialect('result.words') })
    const preset = openAI({ model: 'm' })
    usePinnedChatStream({ ...preset, transport: postTransport, dialect: openaiDialect })
  })

  test('refuse names, and require both values', () => {
    // @ts-expect-error -- a name would need a lookup table
    usePinnedChatStream({ url, ...values, transport: 'get' })
    // @ts-expect-error -- the same for a dialect
    usePinnedChatStream({ url, ...values, dialect: 'content' })
    // @ts-expect-error -- the transport is required
    usePinnedChatStream({ url, dialect: contentDialect })
    // @ts-expect-error -- pickDialect() turns a path into a dialect
    usePinnedChatStream({ url, ...values, pick: 'result.words' })
  })
})
