import { mount } from '@vue/test-utils'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSSRApp, defineComponent, effectScope, h, ref, watch } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createFakeTransport } from '../testing/index.ts'
import { useObjectStream, type UseObjectStreamOptions } from './useObjectStream.ts'

const schema = v.object({ city: v.string(), days: v.array(v.number()) })
type Options = UseObjectStreamOptions<typeof schema>

const createOptions = (extra: Partial<Options> = {}) => {
  const fake = createFakeTransport()
  const options = { url: '/', transport: fake.transport, schema, updates: 'event', ...extra }
  return { fake, options: options as Options }
}

let warn = vi.spyOn(console, 'warn')
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  expect(warn).not.toHaveBeenCalled()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('useObjectStream()', () => {
  test('shows the object while it streams, and the validated one at the end', async () => {
    const { fake, options } = createOptions()
    const wrapper = mount(
      defineComponent(() => {
        const { object, status, send } = useObjectStream(options)
        void send('Rome?')
        return () => h('p', `${status.value} ${JSON.stringify(object.value)}`)
      }),
    )
    const request = await fake.next()
    await request.text('{"city":"Ro')
    expect(wrapper.text()).toBe('streaming {"city":"Ro"}')
    await request.text('me","days":[1')
    expect(wrapper.text()).toBe('streaming {"city":"Rome","days":[]}')
    await request.text(',2]}')
    await request.end()
    await vi.waitFor(() => expect(wrapper.text()).toBe('complete {"city":"Rome","days":[1,2]}'))
    wrapper.unmount()
  })

  test('returns an error with the paths of what does not match', async () => {
    const { fake, options } = createOptions()
    const stream = useObjectStream(options)
    const asked = stream.send('Rome?')
    const request = await fake.next()
    await request.text('{"city":"Rome","days":["x"]}')
    await request.end()
    expect((await asked).outcome).toBe('failed')
    expect(stream.error.value).toMatchObject({
      kind: 'validation',
      issues: [{ path: ['days', 0] }],
    })
    expect(stream.object.value).toEqual({ city: 'Rome', days: ['x'] })
    expect(stream.state.value.status).toBe('error')
    stream.dispose()
  })

  test('ends with its component', async () => {
    const { fake, options } = createOptions()
    let asked: Promise<unknown> | undefined
    const wrapper = mount(
      defineComponent(() => {
        asked = useObjectStream(options).send('Rome?')
        return () => null
      }),
    )
    const request = await fake.next()
    wrapper.unmount()
    expect(request.aborted).toBe(true)
    expect(await asked).toMatchObject({ outcome: 'stopped' })
  })

  test('leaves no listener after its scope ended', async () => {
    const open = new Set<unknown>()
    for (const target of [window, document]) {
      vi.spyOn(target, 'addEventListener').mockImplementation((_, listener) => open.add(listener))
      vi.spyOn(target, 'removeEventListener').mockImplementation((_, listener) => {
        open.delete(listener)
      })
    }
    const { fake, options } = createOptions({ updates: 'frame' })
    const scope = effectScope()
    const stream = scope.run(() => useObjectStream(options))
    void stream?.send('Rome?')
    await (await fake.next()).text('{"city":"Ro')
    expect(open.size).toBeGreaterThan(4)
    scope.stop()
    expect(open.size).toBe(0)
  })

  test('lets an answer continue with `detach`', async () => {
    const { fake, options } = createOptions({ onUnmount: 'detach' })
    const scope = effectScope()
    const stream = scope.run(() => useObjectStream(options))
    void stream?.send('Rome?')
    const request = await fake.next()
    scope.stop()
    expect(request.aborted).toBe(false)
    stream?.dispose()
    expect(request.aborted).toBe(true)
  })

  test('updates the ref once per frame, however many deltas arrive', async () => {
    const frames: (() => void)[] = []
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
    vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
    vi.stubGlobal('cancelAnimationFrame', () => undefined)
    const { fake, options } = createOptions({ updates: 'frame' })
    const stream = useObjectStream(options)
    void stream.send('Rome?')
    const request = await fake.next()
    const seen: unknown[] = []
    watch(stream.object, (object) => seen.push(object), { flush: 'sync' })
    for (const piece of ['{"city":', '"Ro', 'me']) await request.text(piece)
    expect(seen).toEqual([])
    frames.at(-1)?.()
    expect(seen).toEqual([{ city: 'Rome' }])
    stream.dispose()
  })

  test('stops the answer when `url` changes', async () => {
    const url = ref('http://localhost/a')
    const { fake, options } = createOptions({ url })
    const stream = useObjectStream(options)
    const asked = stream.send('Rome?')
    await fake.next()
    url.value = 'http://localhost/b'
    expect((await asked).outcome).toBe('stopped')
    void stream.send('Rome?')
    expect((await fake.next()).url).toBe('http://localhost/b')
    stream.dispose()
  })

  test('sends no request on a server', async () => {
    const { fake, options } = createOptions({ updates: 'frame' })
    const app = createSSRApp(
      defineComponent(() => {
        const { status, object } = useObjectStream(options)
        return () => h('p', `${status.value} ${String(object.value)}`)
      }),
    )
    expect(await renderToString(app)).toBe('<p>ready undefined</p>')
    expect(fake.requests).toHaveLength(0)
  })

  test.each([
    ['onUnmount', { onUnmount: 'explode' }],
    ['updates', { updates: 'sometimes' }],
    ['transport', { transport: 'pigeon' }],
    ['schema', { schema: {} }],
  ])('names a wrong `%s`', (name, wrong) => {
    const options = { url: '/', schema, ...wrong } as unknown as Options
    expect(() => useObjectStream(options)).toThrow(`\`${name}\``)
  })
})
