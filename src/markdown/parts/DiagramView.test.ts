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
  test('is drawn as an image, and can be switched to its source and back', async () => {
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

  test('shows its source while it grows, without drawing', async () => {
    const diagram = mountDiagram('pie', true)
    await flushPromises()
    expect(diagram.get('code').text()).toBe('pie')
    expect(drawDiagram).not.toHaveBeenCalled()
    await diagram.setProps(props('pie\n"a": 1'))
    await flushPromises()
    expect(drawDiagram).toHaveBeenCalledExactlyOnceWith('pie\n"a": 1', { dark: false })
  })

  test('shows its source and the error if it is invalid', async () => {
    drawDiagram.mockRejectedValue(new Error('Parse error on line 1'))
    const diagram = mountDiagram('pie [')
    await flushPromises()
    expect(diagram.get('[role=note]').text()).toBe('Parse error on line 1')
    expect(diagram.get('code').text()).toBe('pie [')
    expect(diagram.find('img').exists()).toBe(false)
  })

  test('shows its source without `drawDiagram`', async () => {
    const diagram = mountPart(DiagramView, props())
    await flushPromises()
    expect(diagram.get('code').text()).toBe('pie')
  })

  test('is drawn again when the page turns dark', async () => {
    const diagram = mountDiagram()
    await flushPromises()
    document.documentElement.style.colorScheme = 'dark'
    await vi.waitFor(() => expect(drawDiagram).toHaveBeenLastCalledWith('pie', { dark: true }))
    await flushPromises()
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
    expect(diagram.get('img').attributes('src')).toBe('blob:2')
  })

  test('ignores a late drawing of an old source', async () => {
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

describe('a drawn diagram whose source changes', () => {
  test('shows the new source while it grows', async () => {
    const diagram = mountDiagram('old')
    await flushPromises()
    await diagram.setProps(props('new', true))
    expect(diagram.find('img').exists()).toBe(false)
    expect(diagram.get('code').text()).toBe('new')
    expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1')
  })

  test('shows the new source if it is invalid', async () => {
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

describe('a drawing that arrives late is not shown', () => {
  let answer: (svg: string) => void
  let refuse: (error: Error) => void

  beforeEach(() => {
    drawDiagram.mockImplementationOnce(
      () => new Promise((resolve, reject) => ([answer, refuse] = [resolve, reject])),
    )
  })

  test('if its source grows again', async () => {
    const diagram = mountDiagram('old')
    await diagram.setProps(props('new', true))
    answer('<svg>old</svg>')
    await flushPromises()
    expect(diagram.find('img').exists()).toBe(false)
    expect(URL.createObjectURL).not.toHaveBeenCalled()
  })

  test('after unmounting', async () => {
    mountDiagram('old').unmount()
    answer('<svg>old</svg>')
    await flushPromises()
    expect(URL.createObjectURL).not.toHaveBeenCalled()
  })

  test('and neither is its error', async () => {
    const diagram = mountDiagram('old')
    await diagram.setProps(props('new'))
    await flushPromises()
    refuse(new Error('Parse error on line 1'))
    await flushPromises()
    expect(diagram.find('[role=note]').exists()).toBe(false)
    expect(diagram.find('img').exists()).toBe(true)
  })
})

test('a diagram is drawn only when it is near the viewport', async () => {
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

test('unmounting a diagram releases its resources', async () => {
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
