import { expect, test, vi } from 'vitest'
import { createDrawDiagram } from './createDrawDiagram.ts'
import { DiagramError } from './DiagramError.ts'
import type { DrawRequest } from './messages.ts'
import type { DiagramFrame } from './openDiagramFrame.ts'

/** Fakes the frames: `draw` returns the drawings. */
function fakeFrames(draw: (request: DrawRequest) => Promise<string>) {
  const close = vi.fn()
  const open = vi.fn((): DiagramFrame => ({ draw, close }))
  return { open, close }
}

const light = { dark: false }

test('no frame opens before the first diagram', async () => {
  const { open } = fakeFrames(async () => '<svg/>')
  const drawDiagram = createDrawDiagram(open)
  expect(open).not.toHaveBeenCalled()
  expect(await drawDiagram('a', light)).toBe('<svg/>')
  expect(await drawDiagram('b', light)).toBe('<svg/>')
  expect(open).toHaveBeenCalledTimes(1)
})

test('diagrams are drawn one after the other, each with its own number', async () => {
  const requests: DrawRequest[] = []
  const finish: (() => void)[] = []
  const { open } = fakeFrames((request) => {
    requests.push(request)
    return new Promise((resolve) => finish.push(() => resolve(request.source)))
  })
  const drawDiagram = createDrawDiagram(open)
  const first = drawDiagram('a', light)
  const second = drawDiagram('b', { dark: true })
  await vi.waitFor(() => expect(requests).toEqual([{ id: 1, source: 'a', dark: false }]))

  finish[0]?.()
  expect(await first).toBe('a')
  await vi.waitFor(() => expect(requests[1]).toEqual({ id: 2, source: 'b', dark: true }))
  finish[1]?.()
  expect(await second).toBe('b')
})

test('the frame of an invalid diagram draws the next one', async () => {
  const { open, close } = fakeFrames(async ({ source }) => {
    if (source === 'wrong') throw new DiagramError('Parse error')
    return source
  })
  const drawDiagram = createDrawDiagram(open)
  const wrong = drawDiagram('wrong', light)
  const right = drawDiagram('right', light)
  await expect(wrong).rejects.toThrow('Parse error')
  expect(await right).toBe('right')
  expect(open).toHaveBeenCalledTimes(1)
  expect(close).not.toHaveBeenCalled()
})

test('a frame that hangs is closed, and the next diagram gets a new one', async () => {
  const { open, close } = fakeFrames(async ({ source }) => {
    if (source === 'endless') throw new Error('Mermaid took too long.')
    return source
  })
  const drawDiagram = createDrawDiagram(open)
  await expect(drawDiagram('endless', light)).rejects.toThrow('too long')
  expect(close).toHaveBeenCalledTimes(1)
  expect(await drawDiagram('right', light)).toBe('right')
  expect(open).toHaveBeenCalledTimes(2)
})
