import { getEventListeners } from 'node:events'
import { vi } from 'vitest'

/** Resources that were opened since `trackResources()` and are still open. */
export interface OpenResources {
  readonly timeouts: number
  readonly frames: number
  readonly pageListeners: number
  readonly abortListeners: number
  readonly readers: number
}

/**
 * Counts the resources that the code under test opens and closes, by wrapping the platform's functions.
 * `vi.restoreAllMocks` and `vi.unstubAllGlobals` end it.
 */
export function trackResources(): () => OpenResources {
  const timeouts = watchTimeouts()
  const frames = watchFrames()
  const ofDocument = watchPageListeners(document)
  const ofWindow = watchPageListeners(window)
  const signals = watchSignals()
  const readers = watchReaders()
  return () => ({
    timeouts: timeouts.size,
    frames: frames.size,
    pageListeners: ofDocument() + ofWindow(),
    abortListeners: signals.flatMap((signal) => getEventListeners(signal, 'abort')).length,
    readers: readers.size,
  })
}

function watchTimeouts(): Set<unknown> {
  const pending = new Set<unknown>()
  const { setTimeout, clearTimeout } = globalThis
  vi.stubGlobal(
    'setTimeout',
    <T extends unknown[]>(callback: (...given: T) => void, delay?: number, ...given: T) => {
      const timer = setTimeout(() => {
        pending.delete(timer)
        callback(...given)
      }, delay)
      pending.add(timer)
      return timer
    },
  )
  vi.stubGlobal('clearTimeout', (timer: NodeJS.Timeout | undefined) => {
    pending.delete(timer)
    clearTimeout(timer)
  })
  return pending
}

function watchFrames(): Set<number> {
  const pending = new Set<number>()
  const { requestAnimationFrame, cancelAnimationFrame } = globalThis
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    const frame = requestAnimationFrame((time) => {
      pending.delete(frame)
      callback(time)
    })
    pending.add(frame)
    return frame
  })
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => {
    pending.delete(frame)
    cancelAnimationFrame(frame)
  })
  return pending
}

function watchPageListeners(target: EventTarget): () => number {
  const listening = new Map<string, Set<unknown>>()
  const { addEventListener, removeEventListener } = target
  const of = (type: string) => listening.get(type) ?? new Set<unknown>()
  vi.spyOn(target, 'addEventListener').mockImplementation((type, listener, options) => {
    listening.set(type, of(type).add(listener))
    addEventListener.call(target, type, listener, options)
  })
  vi.spyOn(target, 'removeEventListener').mockImplementation((type, listener, options) => {
    of(type).delete(listener)
    removeEventListener.call(target, type, listener, options)
  })
  return () => [...listening.values()].reduce((sum, { size }) => sum + size, 0)
}

/** Returns the list of created signals, which grows with each new controller. */
function watchSignals(): readonly AbortSignal[] {
  const signals: AbortSignal[] = []
  const Original = AbortController
  vi.stubGlobal(
    'AbortController',
    class extends Original {
      constructor() {
        super()
        signals.push(this.signal)
      }
    },
  )
  return signals
}

/** Tracks readers until their `closed` settles: at the end, after an error, `cancel` or `releaseLock`. */
function watchReaders(): Set<unknown> {
  const open = new Set<unknown>()
  const { getReader } = ReadableStream.prototype
  vi.spyOn(ReadableStream.prototype, 'getReader').mockImplementation(function (
    this: ReadableStream,
    ...options
  ) {
    const reader = getReader.apply(this, options)
    const forget = () => open.delete(reader)
    open.add(reader)
    reader.closed.then(forget, forget)
    return reader
  })
  return open
}
