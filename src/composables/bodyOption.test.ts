import { describe, expect, onTestFinished, test } from 'vitest'
import { computed, reactive, ref, shallowRef } from 'vue'
import { createFakeTransport, type FakeRequest } from '../testing/index.ts'
import { useChatStream, type UseChatStreamOptions } from './useChatStream.ts'

/** Returns the body of the next question. */
function createAsker(
  body: UseChatStreamOptions['body'],
  extra: Partial<UseChatStreamOptions> = {},
) {
  const { transport, next } = createFakeTransport()
  const options = { url: 'http://localhost/', transport, updates: 'event', body, ...extra }
  const chat = useChatStream(options as UseChatStreamOptions)
  onTestFinished(chat.dispose)
  const ask = async (): Promise<FakeRequest> => {
    const answer = chat.send('Hi')
    const request = await next()
    await request.end('Hello')
    await answer
    return request
  }
  return { chat, ask, next }
}

describe('the option `body`', () => {
  test('may have refs as values, which every question reads', async () => {
    const model = ref('small')
    const { ask } = createAsker({ model, size: computed(() => model.value.length), top: 1 })
    expect((await ask()).body).toEqual({ message: 'Hi', model: 'small', size: 5, top: 1 })
    model.value = 'huge'
    expect((await ask()).body).toEqual({ message: 'Hi', model: 'huge', size: 4, top: 1 })
  })

  test('may be a ref, a shallow ref or a computed, also with refs in it', async () => {
    const model = ref('small')
    for (const body of [
      ref({ model: 'small' }),
      shallowRef({ model: 'small' }),
      shallowRef({ model }),
      computed(() => ({ model: model.value })),
      reactive({ model }),
    ]) {
      expect((await createAsker(body).ask()).body).toEqual({ message: 'Hi', model: 'small' })
    }
  })

  test('may be a ref that changes, or is undefined at first', async () => {
    const body = ref<Record<string, unknown>>()
    const { ask } = createAsker(body)
    expect((await ask()).body).toEqual({ message: 'Hi' })
    body.value = { model: 'small' }
    expect((await ask()).body).toEqual({ message: 'Hi', model: 'small' })
  })

  test('is not read before the first request, as it may not be ready', async () => {
    const settings = ref<{ model: string }>()
    const model = computed(() => {
      if (!settings.value) throw new Error('not ready')
      return settings.value.model
    })
    const { ask } = createAsker(computed(() => ({ model: model.value })))
    settings.value = { model: 'small' }
    expect((await ask()).body).toMatchObject({ model: 'small' })
  })

  test('may be a function of the request that returns the whole body', async () => {
    const { ask } = createAsker((request) => ({ prompt: request.message }))
    expect((await ask()).body).toEqual({ prompt: 'Hi' })
  })

  test('contains plain values only: its JSON is what the refs hold', async () => {
    const { ask } = createAsker({ model: ref('small'), tags: ref(['a']) })
    expect(JSON.stringify((await ask()).body)).toBe('{"message":"Hi","model":"small","tags":["a"]}')
  })

  test('gets the fields of one question added', async () => {
    const { chat, next } = createAsker({ model: ref('small') })
    void chat.send('Hi', { body: { model: 'huge' } })
    expect((await next()).body).toEqual({ message: 'Hi', model: 'huge' })
  })

  test('is rejected at once if it is text', () => {
    expect(() => createAsker('x' as never)).toThrow('`body` must be object or function')
  })
})

describe('useChatStream()', () => {
  const url = 'http://localhost/'
  const use = (options: unknown) => useChatStream(options as UseChatStreamOptions)

  test.each([
    [undefined, '`options` must be an object'],
    ['/chat', '`options` must be an object'],
    [{}, '`url` must be a URL'],
    [{ url, api: '/chat' }, '`api` is unknown.'],
    [{ url, messages: 'x' }, '`messages` must be a list'],
    [{ url, messages: ref([{ role: 'user', content: 'Hi' }]) }, '`messages[0].id`'],
    [{ url, onUnmount: 'stop' }, '`onUnmount` must be abort or detach'],
    [{ url, onChange: 'x' }, '`onChange` must be function'],
  ] as readonly [unknown, string][])('rejects the options %o', (options, message) => {
    expect(() => use(options)).toThrow(message)
    expect(() => use(options)).toThrow(expect.objectContaining({ kind: 'argument' }))
  })

  test('edits, sets, regenerates and removes as the core does', async () => {
    const messages = shallowRef<UseChatStreamOptions['messages'] & readonly []>([])
    const { chat, ask, next } = createAsker({}, { messages })
    await ask()
    const [question, answer] = chat.messages.value
    void chat.regenerate(answer?.id)
    await (await next()).text('Hello again')
    void chat.send('And then?')
    chat.removeFromQueue(chat.queue.value[0]?.id ?? '')
    expect(chat.queue.value).toEqual([])
    const edited = chat.edit(question?.id ?? '', 'Ho')
    await (await next()).end('Hello')
    await edited
    expect(messages.value).toHaveLength(2)
    chat.setMessages((list) => list.slice(0, 1))
    expect(messages.value).toBe(chat.messages.value)
    expect(messages.value).toHaveLength(1)
  })
})
