import { expect, test, vi } from 'vitest'
import { createDrawDiagram } from './createDrawDiagram.ts'
import { DiagramError } from './DiagramError.ts'
import type { DrawRequest } from './messages.ts'
import type { DiagramFrame } from './openDiagramFrame.ts'

/** Frames that draw what a test tells them to. */
function framesForTest(draw: (request: DrawRequest) => Promise<string>) {
  const close = vi.fn()
  const open = vi.fn((): DiagramFrame => ({ draw, close }))
  return { open, close }
}

const light = { dark: false }

test('no frame is opened before there is something to draw', async () => {
  const { open } = framesForTest(async () => '<svg/>')
  const drawDiagram = createDrawDiagram(open)
  expect(open).not.toHaveBeenCalled()
  expect(await drawDiagram('a', light)).toBe('<svg/>')
  expect(await drawDiagram('b', light)).toBe('<svg/>')
  expect(open).toHaveBeenCalledTimes(1)
})

test('diagrams are drawn one after the other, each under a number of its own', async () => {
  const requests: DrawRequest[] = []
  const finish: (() => void)[] = []
  const { open } = framesForTest((request) => {
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

test('a wrong diagram leaves the frame to the next one', async () => {
  const { open, close } = framesForTest(async ({ source }) => {
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

test('a frame that hangs is closed, and the next diagram has another', async () => {
  const { open, close } = framesForTest(async ({ source }) => {
    if (source === 'endless') throw new Error('Drawing the diagram took too long.')
    return source
  })
  const drawDiagram = createDrawDiagram(open)
  await expect(drawDiagram('endless', light)).rejects.toThrow('too long')
  expect(close).toHaveBeenCalledTimes(1)
  expect(await drawDiagram('right', light)).toBe('right')
  expect(open).toHaveBeenCalledTimes(2)
})
