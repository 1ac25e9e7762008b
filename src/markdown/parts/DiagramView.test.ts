import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from 'vitest'
import type { DrawDiagram } from '../options.ts'
import DiagramView from './DiagramView.vue'
import { mountPart, partButton } from './mountPart.test-helper.ts'

enableAutoUnmount(afterEach)

const props = (source = 'pie', open = false) => ({
  language: 'mermaid',
  info: 'mermaid',
  lines: [source.split('\n')],
  open,
})

let drawDiagram: ReturnType<typeof vi.fn<DrawDiagram>>
let files: Blob[] = []
let revoke: MockInstance<typeof URL.revokeObjectURL>

beforeEach(() => {
  files = []
  drawDiagram = vi.fn(async (source, { dark }) => `<svg>${source} ${dark}</svg>`)
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${files.push(file as Blob)}`)
  revoke = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
  vi.stubGlobal('IntersectionObserver', undefined)
})

afterEach(() => {
  document.documentElement.style.colorScheme = ''
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const mountDiagram = (source?: string, open?: boolean) =>
  mountPart(DiagramView, props(source, open), { drawDiagram })

describe('a diagram', () => {
  test('is drawn as a picture, which can be turned into its source and back', async () => {
    const diagram = mountDiagram('pie\n"a": 1')
    await flushPromises()
    expect(diagram.get('img').attributes()).toMatchObject({ src: 'blob:1', alt: 'Diagram' })
    expect(files[0]?.type).toBe('image/svg+xml')
    expect(await files[0]?.text()).toBe('<svg>pie\n"a": 1 false</svg>')

    await partButton(diagram, 'Code')?.trigger('click')
    expect(diagram.get('code').element.textContent).toBe('pie\n"a": 1\n')
    await partButton(diagram, 'Diagram')?.trigger('click')
    expect(diagram.find('img').exists()).toBe(true)
  })

  test('is its source while it grows, and nothing is drawn', async () => {
    const diagram = mountDiagram('pie', true)
    await flushPromises()
    expect(diagram.get('code').text()).toBe('pie')
    expect(drawDiagram).not.toHaveBeenCalled()
    await diagram.setProps(props('pie\n"a": 1'))
    await flushPromises()
    expect(drawDiagram).toHaveBeenCalledExactlyOnceWith('pie\n"a": 1', { dark: false })
  })

  test('that is wrong stays its source, and says what is wrong', async () => {
    drawDiagram.mockRejectedValue(new Error('Parse error on line 1'))
    const diagram = mountDiagram('pie [')
    await flushPromises()
    expect(diagram.get('[role=note]').text()).toBe('Parse error on line 1')
    expect(diagram.get('code').text()).toBe('pie [')
    expect(diagram.find('img').exists()).toBe(false)
  })

  test('is its source where nobody draws', async () => {
    const diagram = mountPart(DiagramView, props())
    await flushPromises()
    expect(diagram.get('code').text()).toBe('pie')
  })

  test('is drawn anew when the page turns dark', async () => {
    const diagram = mountDiagram()
    await flushPromises()
    document.documentElement.style.colorScheme = 'dark'
    await vi.waitFor(() => expect(drawDiagram).toHaveBeenLastCalledWith('pie', { dark: true }))
    await flushPromises()
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
    expect(diagram.get('img').attributes('src')).toBe('blob:2')
  })

  test('that comes late, of a source that is an old one, is not shown', async () => {
    const answers: ((svg: string) => void)[] = []
    drawDiagram.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const diagram = mountDiagram('old')
    await diagram.setProps(props('new'))
    answers[1]?.('<svg>new</svg>')
    await flushPromises()
    answers[0]?.('<svg>old</svg>')
    await flushPromises()
    expect(files).toHaveLength(1)
    expect(await files[0]?.text()).toBe('<svg>new</svg>')
  })
})

describe('a diagram that was drawn, whose source is another one now,', () => {
  test('is that source while it grows', async () => {
    const diagram = mountDiagram('old')
    await flushPromises()
    await diagram.setProps(props('new', true))
    expect(diagram.find('img').exists()).toBe(false)
    expect(diagram.get('code').text()).toBe('new')
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
  })

  test('is that source where it is wrong', async () => {
    const diagram = mountDiagram('old')
    await flushPromises()
    drawDiagram.mockRejectedValueOnce('No diagram')
    await diagram.setProps(props('new'))
    await flushPromises()
    expect(diagram.get('[role=note]').text()).toBe('No diagram')
    expect(diagram.get('code').text()).toBe('new')
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
    await diagram.setProps(props('newer'))
    await flushPromises()
    expect(diagram.find('[role=note]').exists()).toBe(false)
    expect(diagram.find('img').exists()).toBe(true)
  })
})

describe('a drawing that comes late is not shown', () => {
  let answer: (svg: string) => void
  let refuse: (error: Error) => void

  beforeEach(() => {
    drawDiagram.mockImplementationOnce(
      () => new Promise((resolve, reject) => ([answer, refuse] = [resolve, reject])),
    )
  })

  test('as its source grows again', async () => {
    const diagram = mountDiagram('old')
    await diagram.setProps(props('new', true))
    answer('<svg>old</svg>')
    await flushPromises()
    expect(diagram.find('img').exists()).toBe(false)
    expect(URL.createObjectURL).not.toHaveBeenCalled()
  })

  test('as it has gone', async () => {
    mountDiagram('old').unmount()
    answer('<svg>old</svg>')
    await flushPromises()
    expect(URL.createObjectURL).not.toHaveBeenCalled()
  })

  test('nor is why it failed', async () => {
    const diagram = mountDiagram('old')
    await diagram.setProps(props('new'))
    await flushPromises()
    refuse(new Error('Parse error on line 1'))
    await flushPromises()
    expect(diagram.find('[role=note]').exists()).toBe(false)
    expect(diagram.find('img').exists()).toBe(true)
  })
})

test('nothing is drawn before it comes near to what is seen', async () => {
  let report: (entries: { isIntersecting: boolean }[]) => void = () => undefined
  const disconnect = vi.fn()
  class FakeObserver {
    observe = vi.fn()
    disconnect = disconnect
    constructor(callback: typeof report) {
      report = callback
    }
  }
  vi.stubGlobal('IntersectionObserver', FakeObserver)
  mountDiagram()
  report([{ isIntersecting: false }])
  await flushPromises()
  expect(drawDiagram).not.toHaveBeenCalled()
  report([{ isIntersecting: true }])
  await flushPromises()
  expect(drawDiagram).toHaveBeenCalledOnce()
  expect(disconnect).toHaveBeenCalled()
})

test('nothing is left behind', async () => {
  const media = matchMedia('(prefers-color-scheme: dark)')
  const added = vi.spyOn(media, 'addEventListener')
  const removed = vi.spyOn(media, 'removeEventListener')
  vi.spyOn(globalThis, 'matchMedia').mockReturnValue(media)
  const disconnected = vi.spyOn(MutationObserver.prototype, 'disconnect')
  const diagram = mountDiagram()
  await flushPromises()
  disconnected.mockClear()
  diagram.unmount()
  expect(removed).toHaveBeenCalledTimes(added.mock.calls.length)
  expect(added).toHaveBeenCalledOnce()
  expect(disconnected).toHaveBeenCalledOnce()
  expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
})
