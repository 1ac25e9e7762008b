import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { followPageLife } from './pageLife.ts'

function follow() {
  const chat = { hold: vi.fn(), wake: vi.fn() }
  const end = followPageLife(chat)
  onTestFinished(end)
  return { ...chat, end }
}

afterEach(() => vi.restoreAllMocks())

const tell = (target: EventTarget, type: string) => target.dispatchEvent(new Event(type))

test('a page that is put away holds, and wakes when it is shown again', () => {
  const { hold, wake } = follow()
  tell(window, 'pagehide')
  expect(hold).toHaveBeenCalledOnce()
  expect(wake).not.toHaveBeenCalled()
  tell(window, 'pageshow')
  expect(wake).toHaveBeenCalledOnce()
})

test('a page that is frozen holds, and wakes when it goes on', () => {
  const { hold, wake } = follow()
  tell(document, 'freeze')
  tell(document, 'resume')
  expect([hold.mock.calls.length, wake.mock.calls.length]).toEqual([1, 1])
})

test('a network that is back wakes, and tells since when it was away', () => {
  const { wake } = follow()
  vi.spyOn(Date, 'now').mockReturnValueOnce(1000).mockReturnValue(2000)
  tell(window, 'offline')
  tell(window, 'offline')
  expect(wake).not.toHaveBeenCalled()
  tell(window, 'online')
  expect(wake).toHaveBeenLastCalledWith(1000)
  tell(window, 'online')
  expect(wake).toHaveBeenLastCalledWith(undefined)
})

test('a page that comes to the front wakes; one that goes to the back goes on as it is', () => {
  const { hold, wake } = follow()
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  tell(document, 'visibilitychange')
  expect(wake).not.toHaveBeenCalled()
  hidden.mockReturnValue(false)
  tell(document, 'visibilitychange')
  expect(wake).toHaveBeenCalledOnce()
  expect(hold).not.toHaveBeenCalled()
})

test('the end leaves no listener', () => {
  const { hold, wake, end } = follow()
  end()
  for (const type of ['offline', 'online', 'pagehide', 'pageshow']) tell(window, type)
  for (const type of ['freeze', 'resume', 'visibilitychange']) tell(document, type)
  expect(hold).not.toHaveBeenCalled()
  expect(wake).not.toHaveBeenCalled()
})

test('without a page there is nothing to follow', () => {
  vi.stubGlobal('window', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(followPageLife({ hold: vi.fn(), wake: vi.fn() })()).toBeUndefined()
})
