import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DiagramError } from './DiagramError.ts'
import { openDiagramFrame, type DiagramFrame } from './openDiagramFrame.ts'

const request = { id: 7, source: 'flowchart LR', dark: false }

let frame: DiagramFrame
let element: HTMLIFrameElement

beforeEach(() => {
  vi.useFakeTimers()
  frame = openDiagramFrame({ address: 'about:blank', loadLimit: 1000, drawLimit: 100 })
  element = document.querySelector('iframe') as HTMLIFrameElement
})

afterEach(() => {
  frame.close()
  vi.useRealTimers()
})

/** Lets a page say something to the app, by default the frame's. */
function say(data: unknown, source: Window | null = element.contentWindow): void {
  window.dispatchEvent(new MessageEvent('message', { data, source }))
}

test('the frame has no origin, and nobody sees it or comes into it', () => {
  expect(element.getAttribute('sandbox')).toBe('allow-scripts')
  expect(element.getAttribute('aria-hidden')).toBe('true')
  expect(element.tabIndex).toBe(-1)
  expect(element.style.visibility).toBe('hidden')
})

test('asks when the frame is ready, and takes the answer to its own question', async () => {
  const ask = vi.spyOn(element.contentWindow as Window, 'postMessage')
  const drawing = frame.draw(request)
  await vi.advanceTimersByTimeAsync(10)
  expect(ask).not.toHaveBeenCalled()

  say({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(0)
  expect(ask).toHaveBeenCalledExactlyOnceWith(request, '*')
  say({ type: 'drawn', id: 6, svg: '<svg id="late"/>' })
  say({ type: 'drawn', id: 7, svg: '<svg/>' })
  expect(await drawing).toBe('<svg/>')
})

test('another page is not heard', async () => {
  const drawing = frame.draw(request)
  say({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(0)
  say({ type: 'drawn', id: 7, svg: '<svg id="other"/>' }, window)
  say({ type: 'drawn', id: 7, svg: '<svg/>' })
  expect(await drawing).toBe('<svg/>')
})

test('a wrong diagram is told by its reason', async () => {
  const drawing = frame.draw(request)
  say({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(0)
  say({ type: 'failed', id: 7, reason: 'Parse error' })
  await expect(drawing).rejects.toEqual(new DiagramError('Parse error'))
})

test.each([
  ['does not load', false, 'did not load'],
  ['draws for too long', true, 'took too long'],
])('a frame that %s is given up', async (_name, isReady, words) => {
  const drawing = frame.draw(request)
  const failure = expect(drawing).rejects.toThrow(words)
  if (isReady) say({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(1000)
  await failure
})

test('a closed frame is gone', () => {
  frame.close()
  expect(document.querySelector('iframe')).toBeNull()
})
