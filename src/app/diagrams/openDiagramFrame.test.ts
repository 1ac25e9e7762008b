import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DiagramError } from './DiagramError.ts'
import { openDiagramFrame, type DiagramFrame } from './openDiagramFrame.ts'

const request = { id: 7, source: 'flowchart LR', dark: false }

let frame: DiagramFrame
let element: HTMLIFrameElement

beforeEach(() => {
  vi.useFakeTimers()
  frame = openDiagramFrame({ url: 'about:blank', loadTimeout: 1000, drawTimeout: 100 })
  element = document.querySelector('iframe') as HTMLIFrameElement
})

afterEach(() => {
  frame.close()
  vi.useRealTimers()
})

/** Sends a message to the app, by default from the frame. */
function sendMessage(data: unknown, source: Window | null = element.contentWindow): void {
  window.dispatchEvent(new MessageEvent('message', { data, source }))
}

test('the frame has an opaque origin, and is hidden and can’t be focused', () => {
  expect(element.getAttribute('sandbox')).toBe('allow-scripts')
  expect(element.getAttribute('aria-hidden')).toBe('true')
  expect(element.tabIndex).toBe(-1)
  expect(element.style.visibility).toBe('hidden')
})

test('draw() sends its request when the frame is ready, and takes only its own result', async () => {
  const postMessage = vi.spyOn(element.contentWindow as Window, 'postMessage')
  const drawing = frame.draw(request)
  await vi.advanceTimersByTimeAsync(10)
  expect(postMessage).not.toHaveBeenCalled()

  sendMessage({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(0)
  expect(postMessage).toHaveBeenCalledExactlyOnceWith(request, '*')
  sendMessage({ type: 'drawn', id: 6, svg: '<svg id="late"/>' })
  sendMessage({ type: 'drawn', id: 7, svg: '<svg/>' })
  expect(await drawing).toBe('<svg/>')
})

test('messages of another page are ignored', async () => {
  const drawing = frame.draw(request)
  sendMessage({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(0)
  sendMessage({ type: 'drawn', id: 7, svg: '<svg id="other"/>' }, window)
  sendMessage({ type: 'drawn', id: 7, svg: '<svg/>' })
  expect(await drawing).toBe('<svg/>')
})

test('draw() rejects with the reason if the diagram is invalid', async () => {
  const drawing = frame.draw(request)
  sendMessage({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(0)
  sendMessage({ type: 'failed', id: 7, reason: 'Parse error' })
  await expect(drawing).rejects.toEqual(new DiagramError('Parse error'))
})

test.each([
  ['does not load', false, 'did not load'],
  ['draws for too long', true, 'took too long'],
])('draw() rejects if the frame %s', async (_name, isReady, message) => {
  const drawing = frame.draw(request)
  const failure = expect(drawing).rejects.toThrow(message)
  if (isReady) sendMessage({ type: 'ready' })
  await vi.advanceTimersByTimeAsync(1000)
  await failure
})

test('close() removes the frame', () => {
  frame.close()
  expect(document.querySelector('iframe')).toBeNull()
})
