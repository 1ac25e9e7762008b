import { describe, expectTypeOf, test } from 'vitest'
import { ref, type Ref } from 'vue'
import {
  anthropic,
  contentDialect,
  defineTools,
  openAI,
  postTransport,
  textOf,
  useChatStream,
  usePinnedChatStream,
  type ChatAnswer,
  type ChatMessage,
  type ChatTypes,
  type MessagePart,
  type StandardSchema,
  type ToolOutput,
  type ToolPart,
  type ToolSet,
  type UseChatStreamReturn,
} from 'vue-chat-stream'
import { createChatStream, createPinnedChatStream, type ChatStream } from 'vue-chat-stream/core'
import { type } from 'arktype'
import * as v from 'valibot'
import { z } from 'zod'

const url = '/ai/chat/stream'

interface Weather {
  readonly degrees: number
}

const tools = defineTools({
  weather: {
    description: 'Returns the weather.',
    input: z.object({ city: z.string(), days: z.coerce.number().default(1) }),
    execute: async ({ city, days }, { signal, toolCallId, messages }): Promise<Weather> => {
      expectTypeOf(city).toEqualTypeOf<string>()
      expectTypeOf(days).toEqualTypeOf<number>()
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
      expectTypeOf(toolCallId).toEqualTypeOf<string>()
      expectTypeOf(messages).toEqualTypeOf<readonly ChatMessage[]>()
      return { degrees: city.length }
    },
  },
  ask: {
    description: 'Asks the user.',
    input: { schema: v.object({ question: v.string() }), jsonSchema: { type: 'object' } },
    output: z.object({ answer: z.string() }),
  },
  book: {
    description: 'Books a hotel.',
    input: type({ hotel: 'string' }),
    needsApproval: ({ hotel }) => hotel === 'Ritz',
    execute: ({ hotel }) => `booked ${hotel}`,
  },
})

interface Metadata {
  model: string
}

interface MyChat {
  metadata: Metadata
  data: { progress: number; notes: { title: string }[] }
  tools: typeof tools
}

describe('defineTools()', () => {
  test('returns a set for the option `tools`', () => {
    expectTypeOf(tools).toExtend<ToolSet>()
    useChatStream({ url, tools })
    useChatStream({ ...openAI({ model: 'm' }), tools, maxSteps: 3 })
    usePinnedChatStream({ url, transport: postTransport, dialect: contentDialect, tools })
    createChatStream({ ...anthropic({ model: 'm' }), tools })
    createPinnedChatStream({ url, transport: postTransport, dialect: contentDialect, tools })
  })

  test('rejects wrong definitions', () => {
    const city = z.object({ city: z.string() })
    // @ts-expect-error -- a tool has a description
    defineTools({ a: { input: z.object({}) } })
    // @ts-expect-error -- a tool has a schema
    defineTools({ a: { description: '' } })
    // @ts-expect-error -- a number is not a schema
    defineTools({ a: { description: '', input: 1 } })
    // @ts-expect-error -- the arguments have no such name
    defineTools({ a: { description: '', input: city, execute: ({ town }) => town } })
    // @ts-expect-error -- a misspelled field
    defineTools({ a: { description: '', input: z.object({}), exec: () => 1 } })
    // @ts-expect-error -- an approval is a boolean
    defineTools({ a: { description: '', input: z.object({}), needsApproval: 'yes' } })
    // @ts-expect-error -- tools are created by defineTools()
    useChatStream({ url, tools: { weather: {} } })
  })
})

describe('a chat whose types are inferred', () => {
  const chat = useChatStream({
    url,
    tools,
    metadataSchema: z.object({ model: z.string() }),
    dataSchemas: { progress: z.number(), notes: v.array(v.object({ title: v.string() })) },
    onFinish(message) {
      expectTypeOf(message.metadata?.model).toEqualTypeOf<string | undefined>()
    },
    onToolCall(call) {
      if (call.name === 'ask') expectTypeOf(call).toExtend<ToolPart>()
    },
  })
  const message = chat.messages.value[0] as NonNullable<(typeof chat.messages.value)[number]>

  test('has typed metadata and data', () => {
    expectTypeOf(message.metadata?.model).toEqualTypeOf<string | undefined>()
    for (const part of message.parts) {
      if (part.type !== 'data') continue
      if (part.name === 'progress') expectTypeOf(part.data).toEqualTypeOf<number>()
      else expectTypeOf(part.data).toEqualTypeOf<{ title: string }[]>()
    }
  })

  test('has typed tool calls, by name and state', () => {
    for (const part of message.parts) {
      if (part.type !== 'tool' || part.name !== 'weather') continue
      if (part.state === 'input-streaming')
        expectTypeOf(part.input?.city).toEqualTypeOf<string | undefined>()
      if (part.state === 'executing') expectTypeOf(part.input.city).toEqualTypeOf<string>()
      if (part.state === 'output-available') {
        expectTypeOf(part.output).toEqualTypeOf<Weather>()
        expectTypeOf(part.input.city).toEqualTypeOf<string>()
      }
      if (part.state === 'output-error') expectTypeOf(part.error).toEqualTypeOf<string>()
      if (part.state === 'executing') expectTypeOf(part.output).toEqualTypeOf<undefined>()
      // @ts-expect-error -- a tool has no such state
      if (part.state === 'running') continue
    }
  })

  test('is readable by code for any chat', () => {
    expectTypeOf(message).toExtend<ChatMessage>()
    expectTypeOf(textOf(message)).toEqualTypeOf<string>()
    const list: readonly ChatMessage[] = chat.messages.value
    expectTypeOf(list).toExtend<readonly ChatMessage[]>()
  })

  test('takes only results that fit', () => {
    void chat.addToolOutput({ id: '1', name: 'ask', output: { answer: 'Yes' } })
    void chat.addToolOutput({ id: '1', output: { answer: 'Yes' } })
    void chat.addToolOutput({ id: '1', error: 'The user left.' })
    // @ts-expect-error -- the result of another tool
    void chat.addToolOutput({ id: '1', name: 'ask', output: { degrees: 1 } })
    // @ts-expect-error -- no tool has this name
    void chat.addToolOutput({ id: '1', name: 'asks', output: { answer: 'Yes' } })
    // @ts-expect-error -- a result or an error
    void chat.addToolOutput({ id: '1' })
    void chat.approveTool('1', true, 'Fine')
    // @ts-expect-error -- an answer is a boolean
    void chat.approveTool('1', 'yes')
  })
})

describe('a chat with a type parameter', () => {
  test('has these types everywhere', () => {
    const chat = useChatStream<MyChat>({ url, tools })
    expectTypeOf(chat).toExtend<UseChatStreamReturn<MyChat>>()
    expectTypeOf(chat.messages.value).toEqualTypeOf<readonly ChatAnswer<MyChat>[]>()
    expectTypeOf(chat.send).returns.resolves.toEqualTypeOf<ChatAnswer<MyChat>>()
    const messages: Ref<readonly ChatMessage<MyChat>[]> = ref([])
    useChatStream<MyChat>({
      url,
      messages,
      onFinish: ({ metadata }) => expectTypeOf(metadata?.model).toEqualTypeOf<string | undefined>(),
      onChange(change) {
        if (change.type === 'ended')
          expectTypeOf(change.message).toEqualTypeOf<ChatMessage<MyChat>>()
      },
    })
    expectTypeOf(createChatStream<MyChat>({ url })).toExtend<ChatStream<MyChat>>()
    expectTypeOf<ToolOutput<MyChat>>().toExtend<ToolOutput>()
  })

  test('needs only what differs', () => {
    const chat = useChatStream<{ metadata: Metadata }>({ url })
    expectTypeOf(chat.messages.value[0]?.metadata?.model).toEqualTypeOf<string | undefined>()
    expectTypeOf(chat.messages.value[0]?.parts).toEqualTypeOf<readonly MessagePart[] | undefined>()
    // @ts-expect-error -- a chat has no types of this name
    useChatStream<{ meta: Metadata }>({ url })
  })

  test('is exhaustive in a switch over its parts', () => {
    const draw = (part: MessagePart<MyChat>): string => {
      switch (part.type) {
        case 'text':
        case 'reasoning':
          return part.text
        case 'source':
        case 'file':
          return part.url
        case 'data':
          switch (part.name) {
            case 'progress':
              return part.data.toFixed()
            case 'notes':
              return part.data.map(({ title }) => title).join()
            default:
              return part satisfies never
          }
        case 'tool':
          switch (part.name) {
            case 'weather':
              return part.state === 'output-available' ? part.output.degrees.toFixed() : ''
            case 'ask':
              return part.state === 'input-available' ? part.input.question : ''
            case 'book':
              return part.output ?? ''
            default:
              return part satisfies never
          }
        default:
          return part satisfies never
      }
    }
    expectTypeOf(draw).returns.toBeString()
  })
})

test('a chat without types is as before', () => {
  expectTypeOf(useChatStream({ url })).toEqualTypeOf<UseChatStreamReturn>()
  expectTypeOf<ReturnType<typeof useChatStream>>().toEqualTypeOf<UseChatStreamReturn>()
  expectTypeOf<ChatMessage>().toEqualTypeOf<ChatMessage<ChatTypes>>()
  expectTypeOf<ChatMessage['metadata']>().toEqualTypeOf<
    Readonly<Record<string, unknown>> | undefined
  >()
  const part = {} as MessagePart
  if (part.type === 'tool') expectTypeOf(part).toEqualTypeOf<ToolPart>()
  if (part.type === 'data') expectTypeOf(part.data).toBeUnknown()
  expectTypeOf<z.ZodString>().toExtend<StandardSchema>()
})
