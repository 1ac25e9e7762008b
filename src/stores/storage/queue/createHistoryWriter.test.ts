import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatMessage } from '../../../core/index.ts'
import type { ChatStorage } from '../chatStorage.ts'
import { createHistoryWriter, type HistoryWriterOptions } from './createHistoryWriter.ts'
import { answer, createBrowser, createChat, message, placed } from '../storage.test-helper.ts'

describe('createHistoryWriter()', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  /** Starts a writer, and a function that returns the writes since its last call. */
  function start(options?: HistoryWriterOptions) {
    const saveMessages = vi.fn<ChatStorage['saveMessages']>(() => Promise.resolve())
    const writer = createHistoryWriter({ saveMessages }, 'chat', options)
    const written = () => {
      const calls = saveMessages.mock.calls.map(([, { put = [], remove = [] }]) => [
        ...put.map(
          ({ message: { id, parts } }) => `${id}: ${JSON.stringify(Object(parts[0]).text)}`,
        ),
        ...remove.map((id) => `-${id}`),
      ])
      saveMessages.mockClear()
      return calls
    }
    return { writer, written, saveMessages }
  }

  const question = message('q', 'Hi')

  test('writes new messages immediately', () => {
    const { writer, written } = start()
    writer.update([question])
    expect(written()).toEqual([['q: "Hi"']])
    writer.update([question, answer('a', 'H')])
    expect(written()).toEqual([['a: "H"']])
  })

  test('writes nothing if nothing changed, or if the messages are stored already', () => {
    const { writer, written } = start({ saved: placed(question) })
    writer.update([question])
    writer.update([question])
    vi.advanceTimersByTime(5000)
    expect(written()).toEqual([])
  })

  test('writes a streaming answer once per interval, measured by the clock and not by a timer', () => {
    const { writer, written } = start({ interval: 750 })
    // In a hidden page timers do not fire.
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(() => Object(0))
    for (let time = 0; time <= 1600; time += 16) {
      writer.update([question, answer('a', `${time}`)])
      vi.advanceTimersByTime(16)
    }
    expect(written()).toEqual([['q: "Hi"', 'a: "0"'], ['a: "752"'], ['a: "1504"']])
    vi.mocked(setTimeout).mockRestore()
  })

  test('writes the last text before each pause, once', () => {
    const { writer, written } = start({ interval: 750 })
    writer.update([answer('a', 'On')])
    vi.advanceTimersByTime(100)
    writer.update([answer('a', 'Onc')])
    writer.update([answer('a', 'Once')])
    expect(written()).toEqual([['a: "On"']])
    vi.advanceTimersByTime(649)
    expect(written()).toEqual([])
    vi.advanceTimersByTime(1)
    expect(written()).toEqual([['a: "Once"']])
    writer.update([answer('a', 'Once upon')])
    vi.advanceTimersByTime(5000)
    expect(written()).toEqual([['a: "Once upon"']])
  })

  test('writes the end of an answer immediately', () => {
    const { writer, written } = start()
    writer.update([answer('a', 'On')])
    writer.update([answer('a', 'Once')])
    writer.update([answer('a', 'Once.', { outcome: 'complete' })])
    expect(written()).toEqual([['a: "On"'], ['a: "Once."']])
    vi.advanceTimersByTime(5000)
    expect(written()).toEqual([])
  })

  test('writes an edited question immediately, even right after writing an answer', () => {
    const { writer, written } = start({ saved: placed(question) })
    writer.update([question, answer('a', 'On')])
    written()
    writer.update([message('q', 'Hello'), answer('a', 'Once')])
    expect(written()).toEqual([['q: "Hello"', 'a: "Once"']])
  })

  test('writes removals immediately with all waiting messages except the removed ones', () => {
    const { writer, written } = start({ saved: placed(question) })
    writer.update([question, answer('a', 'On'), answer('b', 'Tw')])
    written()
    writer.update([question, answer('a', 'Once'), answer('b', 'Two')])
    writer.update([question, answer('a', 'Once')])
    expect(written()).toEqual([['a: "Once"', '-b']])
  })

  test('flush() writes the waiting messages and resolves when they are written', async () => {
    const { writer, written, saveMessages } = start()
    writer.update([answer('a', 'On')])
    writer.update([answer('a', 'Once')])
    let finish = () => {}
    saveMessages.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)))
    const flushed = vi.fn()
    const flushing = writer.flush().then(flushed)
    expect(written()).toEqual([['a: "On"'], ['a: "Once"']])
    await Promise.resolve()
    expect(flushed).not.toHaveBeenCalled()
    finish()
    await flushing
    await writer.flush()
    vi.advanceTimersByTime(5000)
    expect(written()).toEqual([])
  })

  test('dispose() writes the waiting messages, and later updates write nothing', async () => {
    const { writer, written } = start()
    writer.update([answer('a', 'On')])
    writer.update([answer('a', 'Once')])
    await writer.dispose()
    expect(written()).toEqual([['a: "On"'], ['a: "Once"']])
    writer.update([answer('a', 'Once upon')])
    expect(vi.getTimerCount()).toBe(0)
    expect(written()).toEqual([])
  })

  test('patches the chat with each write', () => {
    const { writer, saveMessages } = start({ chat: () => ({ updatedAt: 7 }) })
    writer.update([question])
    expect(saveMessages.mock.calls[0]?.[1]).toMatchObject({ chat: { updatedAt: 7 } })
  })

  test('writes the parent of each message', () => {
    const { writer, saveMessages } = start({ parentOf: (id) => (id === 'q' ? null : 'q') })
    writer.update([question, answer('a', 'H'), answer('b', 'I')])
    const put = saveMessages.mock.calls[0]?.[1].put ?? []
    expect(put.map(({ parent }) => parent)).toEqual([null, 'q', 'q'])
  })

  test('throws for an invalid interval', () => {
    expect(() => start({ interval: NaN })).toThrow('interval')
  })
})

/** One change of a list, at an index. */
const change = fc.record({
  kind: fc.constantFrom('insert', 'append', 'replace', 'end', 'remove', 'move', 'cut', 'flush'),
  at: fc.nat(20),
  to: fc.nat(20),
})

test('any sequence of list changes gives the same list after a reload', async () => {
  let count = 0
  const apply = (
    list: readonly ChatMessage[],
    { kind, at, to }: { kind: string; at: number; to: number },
  ): readonly ChatMessage[] => {
    const index = at % (list.length + 1)
    const one = list[index]
    const make = () => answer(`m${(count += 1)}`, 'new', { createdAt: to })
    if (kind === 'append') return [...list, make()]
    if (kind === 'insert') return list.toSpliced(index, 0, make())
    if (!one) return list
    if (kind === 'replace') return list.with(index, answer(one.id, `grown ${at} ${to}`))
    if (kind === 'end') return list.with(index, { ...one, outcome: 'complete' })
    if (kind === 'remove') return list.toSpliced(index, 1)
    if (kind === 'move') return list.toSpliced(index, 1).toSpliced(to % list.length, 0, one)
    if (kind === 'cut') return [...list.slice(0, index), make()]
    return list
  }

  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.nat(30), async (changes, reload) => {
      const { open } = createBrowser()
      let storage = open()
      await createChat(storage)
      let writer = createHistoryWriter(storage, 'chat')
      let list: readonly ChatMessage[] = []
      for (const [step, one] of changes.entries()) {
        list = apply(list, one)
        writer.update(list)
        if (one.kind === 'flush') await writer.flush()
        if (step === reload) {
          await writer.dispose()
          await storage.close()
          storage = open()
          const saved = await storage.readMessages('chat')
          expect(saved.map(({ message: read }) => read)).toEqual(list)
          list = saved.map(({ message: read }) => read)
          writer = createHistoryWriter(storage, 'chat', { saved })
        }
      }
      await writer.dispose()
      await storage.close()
      const read = await open().readMessages('chat')
      expect(read.map(({ message: one }) => one)).toEqual(list)
    }),
    { numRuns: 60 },
  )
})
