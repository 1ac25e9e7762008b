import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { followPageLifecycle } from './pageLifecycle.ts'

function follow() {
  const chat = { hold: vi.fn(), wake: vi.fn() }
  const end = followPageLifecycle(chat)
  onTestFinished(end)
  return { ...chat, end }
}

afterEach(() => vi.restoreAllMocks())

const dispatch = (target: EventTarget, type: string) => target.dispatchEvent(new Event(type))

test('pagehide holds the answer, and pageshow wakes it', () => {
  const { hold, wake } = follow()
  dispatch(window, 'pagehide')
  expect(hold).toHaveBeenCalledOnce()
  expect(wake).not.toHaveBeenCalled()
  dispatch(window, 'pageshow')
  expect(wake).toHaveBeenCalledOnce()
})

test('freeze holds the answer, and resume wakes it', () => {
  const { hold, wake } = follow()
  dispatch(document, 'freeze')
  dispatch(document, 'resume')
  expect([hold.mock.calls.length, wake.mock.calls.length]).toEqual([1, 1])
})

test('online wakes the answer, and passes the time when the network was lost', () => {
  const { wake } = follow()
  vi.spyOn(Date, 'now').mockReturnValueOnce(1000).mockReturnValue(2000)
  dispatch(window, 'offline')
  dispatch(window, 'offline')
  expect(wake).not.toHaveBeenCalled()
  dispatch(window, 'online')
  expect(wake).toHaveBeenLastCalledWith(1000)
  dispatch(window, 'online')
  expect(wake).toHaveBeenLastCalledWith(undefined)
})

test('a page that becomes visible wakes the answer; one that becomes hidden changes nothing', () => {
  const { hold, wake } = follow()
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  dispatch(document, 'visibilitychange')
  expect(wake).not.toHaveBeenCalled()
  hidden.mockReturnValue(false)
  dispatch(document, 'visibilitychange')
  expect(wake).toHaveBeenCalledOnce()
  expect(hold).not.toHaveBeenCalled()
})

test('the returned function removes all listeners', () => {
  const { hold, wake, end } = follow()
  end()
  for (const type of ['offline', 'online', 'pagehide', 'pageshow']) dispatch(window, type)
  for (const type of ['freeze', 'resume', 'visibilitychange']) dispatch(document, type)
  expect(hold).not.toHaveBeenCalled()
  expect(wake).not.toHaveBeenCalled()
})

test('followPageLifecycle() does nothing without a page', () => {
  vi.stubGlobal('window', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(followPageLifecycle({ hold: vi.fn(), wake: vi.fn() })()).toBeUndefined()
})
