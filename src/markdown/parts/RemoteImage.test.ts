import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from 'vitest'
import { mountPart } from './mountPart.test-helper.ts'
import RemoteImage from './RemoteImage.vue'

enableAutoUnmount(afterEach)

const SRC = 'https://pictures.example/fox.png?a=1'
const picture = (type = 'image/png', init: ResponseInit = {}) =>
  new Response('pixels', { headers: { 'content-type': type }, ...init })

let fetch: MockInstance<typeof globalThis.fetch>
let revoke: MockInstance<typeof URL.revokeObjectURL>

beforeEach(() => {
  let count = 0
  fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => picture())
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++count}`)
  revoke = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
})

afterEach(() => vi.restoreAllMocks())

const mountImage = (src = SRC, props = {}) =>
  mountPart(RemoteImage, { src, alt: 'A fox', ...props })

async function load(image: ReturnType<typeof mountImage>) {
  await image.get('button').trigger('click')
  await flushPromises()
}

describe('before the user asks for the image', () => {
  test('nothing is fetched, and the button names the host', async () => {
    const image = mountImage()
    await flushPromises()
    expect(image.get('button').text()).toBe('Load image from pictures.example')
    expect(image.text()).toContain('A fox')
    expect(image.find('img').exists()).toBe(false)
    expect(fetch).not.toHaveBeenCalled()
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'blob:https://pictures.example/1',
    'file:///etc/passwd',
    'https://',
  ])('%s is not an image', (src) => {
    const image = mountImage(src)
    expect(image.text()).toBe('A fox')
    expect(image.find('img, button, a').exists()).toBe(false)
  })

  test('an embedded image is shown, because that sends no request', () => {
    const src = 'data:image/png;base64,iVBORw0KGgo='
    const image = mountImage(src).get('img')
    expect(image.attributes()).toMatchObject({ src, alt: 'A fox' })
  })
})

describe('when the user asks for the image', () => {
  test('it is fetched without credentials and referrer, and shown from memory', async () => {
    const image = mountImage(SRC, { title: 'There' })
    await load(image)
    const [url, options] = fetch.mock.calls[0] ?? []
    expect(String(url)).toBe(SRC)
    expect(options).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
    expect(image.get('img').attributes()).toMatchObject({ src: 'blob:1', alt: 'A fox' })
    expect(image.attributes('title')).toBe('There')
    expect(document.activeElement).toBe(image.get('img').element)
  })

  test('a second click while it loads sends no second request', async () => {
    fetch.mockReturnValue(new Promise(() => undefined))
    const image = mountImage()
    await load(image)
    await load(image)
    expect(fetch).toHaveBeenCalledOnce()
    expect(image.get('button').attributes('aria-disabled')).toBe('true')
  })

  test.each<[string, () => Promise<Response>]>([
    ['an image that does not exist', async () => picture('image/png', { status: 404 })],
    ['a response that is not an image', async () => picture('text/html')],
    ['an image whose declared size is too large', async () => tooLarge()],
    ['a too large image without a declared size', async () => tooLargeWithoutLength()],
    ['a host that cannot be reached', async () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('a failure is shown with a link for %s', async (_what, answer) => {
    fetch.mockImplementation(answer)
    const announce = vi.fn<() => void>()
    const image = mountPart(RemoteImage, { src: SRC, alt: 'A fox' }, { announce })
    await load(image)
    expect(announce).toHaveBeenCalledExactlyOnceWith('The image could not be loaded.')
    expect(image.get('[data-notice]').text()).toContain('The image could not be loaded.')
    expect(image.get('a').attributes()).toMatchObject({
      href: SRC,
      target: '_blank',
      rel: 'noopener noreferrer',
    })
    expect(image.find('img').exists()).toBe(false)
  })
})

function tooLarge(): Response {
  const response = picture()
  response.headers.set('content-length', String(20 * 1024 * 1024 + 1))
  return response
}

function tooLargeWithoutLength(): Response {
  const response = picture()
  const blob = new Blob()
  Object.defineProperty(blob, 'size', { value: 20 * 1024 * 1024 + 1 })
  vi.spyOn(response, 'blob').mockResolvedValue(blob)
  return response
}

describe('when the image is no longer needed', () => {
  test('its request is aborted, and nothing is shown', async () => {
    let answer: (response: Response) => void = () => undefined
    fetch.mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const image = mountImage()
    await load(image)
    const signal = fetch.mock.calls[0]?.[1]?.signal
    image.unmount()
    expect(signal?.aborted).toBe(true)
    answer(picture())
    await flushPromises()
    expect(URL.createObjectURL).not.toHaveBeenCalled()
  })

  test('its object URL is revoked', async () => {
    const image = mountImage()
    await load(image)
    image.unmount()
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
  })

  test('the next image is not loaded automatically', async () => {
    const image = mountImage()
    await load(image)
    await image.setProps({ src: 'https://others.example/b.png' })
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
    expect(image.get('button').text()).toBe('Load image from others.example')
    expect(fetch).toHaveBeenCalledOnce()
  })

  test('a replaced image aborts its request, and the user can load the next one', async () => {
    let answer: (response: Response) => void = () => undefined
    fetch.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    const image = mountImage()
    await load(image)
    const signal = fetch.mock.calls[0]?.[1]?.signal
    await image.setProps({ src: 'https://others.example/b.png' })
    expect(signal?.aborted).toBe(true)
    answer(picture())
    await flushPromises()
    expect(image.find('img').exists()).toBe(false)
    await load(image)
    expect(String(fetch.mock.calls[1]?.[0])).toBe('https://others.example/b.png')
    expect(image.find('img').exists()).toBe(true)
  })

  test('a replaced image does not show its aborted request as a failure', async () => {
    fetch.mockImplementationOnce(
      (_url, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(new Error('Aborted')))
        }),
    )
    const image = mountImage()
    await load(image)
    await image.setProps({ src: 'https://others.example/b.png' })
    await flushPromises()
    expect(image.find('[data-notice]').exists()).toBe(false)
    expect(image.get('button').text()).toBe('Load image from others.example')
  })

  test('the user can load the next image after a failure', async () => {
    fetch.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    const image = mountImage()
    await load(image)
    await image.setProps({ src: 'https://others.example/b.png' })
    expect(image.find('[data-notice]').exists()).toBe(false)
    await load(image)
    expect(image.find('img').exists()).toBe(true)
  })
})
