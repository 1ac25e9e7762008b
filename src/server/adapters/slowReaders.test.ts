import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createChatServer, memoryStore } from '../index.ts'
import { hosts } from './hosts.test-helper.ts'

const MIB = 1024 * 1024
const PART = 'x'.repeat(MIB)
/** Twice as much as the kernel buffers for a connection on the loopback interface, and more. */
const PARTS = 24

/** Creates a chat server that counts the bytes handed to each reader of its only run. */
function createLongChat() {
  const handed: number[] = []
  const store = memoryStore()
  const { log } = store
  const read = log.read.bind(log)
  const readers = new Map<AbortSignal, number>()
  log.read = async (run, after, signal) => {
    const reader = readers.get(signal) ?? handed.push(0) - 1
    readers.set(signal, reader)
    const entries = await read(run, after, signal)
    handed[reader] = entries.reduce((sum, { data }) => sum + data.length, handed[reader] ?? 0)
    return entries
  }
  const chat = createChatServer({
    async *answer() {
      for (let count = 0; count < PARTS; count += 1) yield PART
    },
    store,
    limits: { runBytes: 2 * PARTS * MIB, totalBytes: 4 * PARTS * MIB },
  })
  onTestFinished(() => chat.close())
  return { chat, handed }
}

/** Requests a path, and reads nothing of the response. */
async function requestWithoutReading(url: URL): Promise<void> {
  const socket = connect(Number(url.port), url.hostname)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.pause()
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`)
}

/** The hosts that send responses in different ways. */
const senders = hosts.filter(
  ({ name }) => !/Connect|Express 4|express\.raw|behind the chat/.test(name),
)

test.each(senders)('a reader that never reads costs almost no memory in $name', async (host) => {
  const { chat, handed } = createLongChat()
  const url = await host.start(chat)
  const { sessionId } = await chat.init({ message: 'Long?' })
  await expect.poll(() => chat.runs.live()).toEqual([])
  await requestWithoutReading(new URL(`${url}/${sessionId}`))
  await expect.poll(() => handed[0]).toBeGreaterThan(0)

  // Another reader gets everything, which takes longer than the first one needs to fill the memory.
  const { body } = await fetch(`${url}/${sessionId}`)
  let bytes = 0
  for await (const piece of body as ReadableStream<Uint8Array>) bytes += piece.length
  expect(bytes).toBeGreaterThan(PARTS * MIB)
  expect(handed).toHaveLength(2)
  if (host.missesLeave) expect(handed[0]).toBeGreaterThan(PARTS * MIB)
  else expect(handed[0]).toBeLessThan((PARTS * MIB) / 2)
})
