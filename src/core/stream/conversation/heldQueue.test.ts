import { describe, expect, onTestFinished, test } from 'vitest'
import { createTestChat } from '../testChat.test-helper.ts'
import { textOf } from '../../text.ts'

/** Creates a chat whose answer streams while two questions wait. */
async function createWaitingChat(options: Parameters<typeof createTestChat>[0] = {}) {
  const tested = createTestChat(options)
  onTestFinished(tested.chat.dispose)
  const { chat, next } = tested
  const first = chat.send('1')
  const request = await next()
  await request.text('Once')
  const waiting = [chat.send('2'), chat.send('3')] as const
  const queue = () => chat.getState().queue.map(textOf)
  /** Answers the next requests in turn, and returns their questions. */
  const answerAll = async (count: number) => {
    const questions: string[] = []
    for (let index = 0; index < count; index += 1) {
      const one = await next()
      questions.push(one.question)
      await one.end(`answer ${one.question}`)
    }
    return questions
  }
  return { ...tested, first, request, waiting, queue, answerAll }
}

describe('removeFromQueue()', () => {
  test('takes a question out, whose send() resolves to an empty answer that was stopped', async () => {
    const { chat, request, waiting, queue, answerAll } = await createWaitingChat()
    let calls = 0
    chat.subscribe(() => (calls += 1))
    chat.removeFromQueue(chat.getState().queue[0]?.id ?? '')
    expect(calls).toBe(1)
    expect(queue()).toEqual(['3'])
    expect(await waiting[0]).toMatchObject({ outcome: 'stopped', parts: [] })
    await request.end()
    expect(await answerAll(1)).toEqual(['3'])
    expect(textOf(await waiting[1])).toBe('answer 3')
  })

  test('throws for the id of no waiting question, and names it', async () => {
    const { chat, queue } = await createWaitingChat()
    const { messages } = chat.getState()
    for (const id of ['nope', messages[0]?.id ?? '']) {
      expect(() => chat.removeFromQueue(id)).toThrow(`\`${id}\``)
    }
    expect(queue()).toEqual(['2', '3'])
  })

  test('throws after dispose()', async () => {
    const { chat } = await createWaitingChat()
    chat.dispose()
    expect(() => chat.removeFromQueue('x')).toThrow('disposed')
  })
})

describe('stop()', () => {
  test('sends the waiting questions by default', async () => {
    const { chat, waiting, queue, answerAll } = await createWaitingChat()
    chat.stop()
    expect(queue()).toEqual(['3'])
    expect(await answerAll(2)).toEqual(['2', '3'])
    expect((await Promise.all(waiting)).map(textOf)).toEqual(['answer 2', 'answer 3'])
  })

  test('holds them with `whenStopped: hold`, also after a second stop()', async () => {
    const { chat, first, queue, requests } = await createWaitingChat({ whenStopped: 'hold' })
    chat.stop()
    expect(await first).toMatchObject({ outcome: 'stopped' })
    chat.stop()
    await new Promise(setImmediate)
    expect(chat.getState().status).toBe('ready')
    expect(queue()).toEqual(['2', '3'])
    expect(requests).toHaveLength(1)
  })

  test('holds nothing that is sent later, if nothing waited', async () => {
    const { chat, next } = createTestChat({ whenStopped: 'hold' })
    onTestFinished(chat.dispose)
    void chat.send('1')
    await next()
    chat.stop()
    void chat.send('2')
    expect((await next()).question).toBe('2')
  })
})

describe('questions that `whenStopped: hold` holds', () => {
  test('are sent in their order by the next send()', async () => {
    const { chat, waiting, queue, answerAll } = await createWaitingChat({ whenStopped: 'hold' })
    chat.stop()
    const last = chat.send('4')
    expect(queue()).toEqual(['3', '4'])
    expect(await answerAll(3)).toEqual(['2', '3', '4'])
    expect((await Promise.all([...waiting, last])).map(textOf)).toEqual([
      'answer 2',
      'answer 3',
      'answer 4',
    ])
  })

  test('are sent by resume(), which resolves to the answer of the first one', async () => {
    const { chat, answerAll } = await createWaitingChat({ whenStopped: 'hold' })
    chat.stop()
    const resumed = chat.resume()
    expect(await answerAll(2)).toEqual(['2', '3'])
    expect(textOf(await resumed)).toBe('answer 2')
  })

  test('are sent after an answer that regenerate() starts', async () => {
    const { chat, answerAll } = await createWaitingChat({ whenStopped: 'hold' })
    chat.stop()
    void chat.regenerate()
    expect(await answerAll(3)).toEqual(['1', '2', '3'])
  })

  test('are sent if a hook asks another question at the stop', async () => {
    let isActing = true
    const { chat, answerAll } = await createWaitingChat({
      whenStopped: 'hold',
      onFinish: () => {
        if (isActing) void chat.send('4')
        isActing = false
      },
    })
    chat.stop()
    expect(await answerAll(3)).toEqual(['2', '3', '4'])
  })

  test('are discarded by clear(), after which resume() has nothing to do', async () => {
    const { chat, waiting, queue } = await createWaitingChat({ whenStopped: 'hold' })
    chat.stop()
    chat.clear()
    expect(queue()).toEqual([])
    expect(await waiting[0]).toMatchObject({ outcome: 'stopped' })
    await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
  })

  test('hold back no later question once the last of them was removed', async () => {
    const { chat, next } = await createWaitingChat({ whenStopped: 'hold' })
    chat.stop()
    for (const { id } of chat.getState().queue) chat.removeFromQueue(id)
    void chat.send('4')
    expect((await next()).question).toBe('4')
  })
})
