import { connect, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { jsonPost, servedChat, untilStopped } from '../servedChat.test-helper.ts'

const MEGABYTE = 1_000_000
/** The length that each client declares, and how much of it arrives. */
const DECLARED = 23 * MEGABYTE
const SENT = 20 * MEGABYTE

interface Client {
  readonly socket: Socket
  /** The status line of the response, if there was one. */
  status: string
  isSent: boolean
}

/** Sends the beginning of a long body, and keeps the connection open. */
function sendUnfinished(port: number): Client {
  const socket = connect({ port, host: '127.0.0.1' })
  const client: Client = { socket, status: '', isSent: false }
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.on('data', (data: Buffer) => (client.status ||= String(data).split('\r\n')[0] ?? ''))
  const headers = [
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${DECLARED}`,
  ]
  socket.write(`POST /chat/init HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n{"message":"`)
  socket.write('x'.repeat(SENT), () => (client.isSent = true))
  return client
}

/** Collects garbage, and returns the bytes in use. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

describe('long bodies that do not end', () => {
  test('are bounded together, keep out no short question, and are freed', async () => {
    const { port, url } = await servedChat({
      answer: untilStopped,
      limits: { bodyBytes: 24 * 1024 * 1024 },
    })
    const before = usedMemory()
    const clients = Array.from({ length: 9 }, () => sendUnfinished(port))
    await expect.poll(() => clients.every(({ isSent }) => isSent)).toBe(true)
    const refused = () => clients.filter(({ status }) => status.includes('503')).length
    await expect.poll(refused).toBeGreaterThan(0)
    expect(refused()).toBeLessThan(6)
    expect((await fetch(`${url}/init`, jsonPost({ message: 'Hi' }))).status).toBe(201)

    for (const { socket } of clients) socket.destroy()
    await expect.poll(usedMemory).toBeLessThan(before + 20 * MEGABYTE)
    const long = { message: 'x'.repeat(22 * MEGABYTE) }
    expect((await fetch(`${url}/init`, jsonPost(long))).status).toBe(201)
  })
})
