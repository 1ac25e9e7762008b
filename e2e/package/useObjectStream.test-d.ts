import { describe, expectTypeOf, test } from 'vitest'
import { ref, type Ref } from 'vue'
import {
  anthropic,
  openAI,
  useObjectStream,
  type ChatStreamError,
  type DeepPartial,
  type ObjectAnswer,
  type ObjectStatus,
  type ObjectStreamState,
  type SchemaIssue,
  type UseObjectStreamReturn,
} from 'vue-chat-stream'
import { createObjectStream, createPartialJson } from 'vue-chat-stream/core'
import * as v from 'valibot'
import * as z from 'zod'

const schema = z.object({
  city: z.string(),
  days: z.array(z.object({ high: z.number(), low: z.number().optional() })),
})
type City = z.infer<typeof schema>

const stream = useObjectStream({ url: '/', schema })

describe('the return value of useObjectStream()', () => {
  test('has the types of the schema', () => {
    expectTypeOf(stream).toEqualTypeOf<UseObjectStreamReturn<typeof schema>>()
    expectTypeOf(stream.status).toEqualTypeOf<Readonly<Ref<ObjectStatus>>>()
    expectTypeOf(stream.error).toEqualTypeOf<Readonly<Ref<ChatStreamError | undefined>>>()
    expectTypeOf(stream.send('Hi')).resolves.toEqualTypeOf<ObjectAnswer<typeof schema>>()
  })

  test('has an object whose fields may be missing, at any depth', () => {
    expectTypeOf(stream.object.value?.city).toEqualTypeOf<string | undefined>()
    expectTypeOf(stream.object.value?.days?.[0]?.high).toEqualTypeOf<number | undefined>()
    // @ts-expect-error -- the field may not have arrived
    stream.object.value?.city.length.toFixed()
  })

  test('is readonly', () => {
    // @ts-expect-error -- only the stream sets the object
    stream.object.value = undefined
    // @ts-expect-error -- only the stream sets the status
    stream.status.value = 'ready'
  })

  test('narrows the object of `state` by its status', () => {
    const state = stream.state.value
    if (state.status === 'complete') {
      expectTypeOf(state.object).toEqualTypeOf<City>()
      expectTypeOf(state.error).toEqualTypeOf<undefined>()
    } else expectTypeOf(state.object).toEqualTypeOf<DeepPartial<City> | undefined>()
  })

  test('narrows the object of an answer by its outcome', async () => {
    const answer = await stream.send('Hi')
    if (answer.outcome === 'complete') expectTypeOf(answer.object).toEqualTypeOf<City>()
    else expectTypeOf(answer.object).toEqualTypeOf<DeepPartial<City> | undefined>()
    expectTypeOf(answer.error?.issues).toEqualTypeOf<readonly SchemaIssue[] | undefined>()
  })
})

describe('the schema', () => {
  test('has one type while it streams and another when it is complete', () => {
    const at = v.pipe(
      v.string(),
      v.transform((text) => new Date(text)),
    )
    const state = useObjectStream({ url: '/', schema: v.object({ at }) }).state.value
    if (state.status === 'complete') expectTypeOf(state.object.at).toEqualTypeOf<Date>()
    else expectTypeOf(state.object?.at).toEqualTypeOf<string | undefined>()
  })

  test('is required', () => {
    // @ts-expect-error -- an object stream needs a schema
    useObjectStream({ url: '/' })
    // @ts-expect-error -- a JSON Schema does not validate
    useObjectStream({ url: '/', schema: { type: 'object' } })
  })
})

describe('the options', () => {
  test('are those of a chat, with presets and refs', () => {
    useObjectStream({ ...openAI({ model: 'm' }), schema })
    useObjectStream({ ...anthropic({ model: 'm' }), schema, jsonSchema: false })
    useObjectStream({ url: ref('/'), headers: () => ({ a: 'b' }), schema, updates: 'event' })
    useObjectStream({
      url: '/',
      schema,
      onFinish: (answer) => expectTypeOf(answer).toEqualTypeOf<ObjectAnswer<typeof schema>>(),
    })
    // @ts-expect-error -- a new question replaces the object
    useObjectStream({ url: '/', schema, whenBusy: 'queue' })
  })
})

describe('the core', () => {
  test('has the same types without Vue', () => {
    const core = createObjectStream({ url: '/', schema })
    expectTypeOf(core.getState()).toEqualTypeOf<ObjectStreamState<typeof schema>>()
    expectTypeOf(createPartialJson().value).toEqualTypeOf<unknown>()
  })
})
