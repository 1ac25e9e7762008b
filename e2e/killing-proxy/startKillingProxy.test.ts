import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { exchange, refusingPort, startProxy, startTcpServer } from './tcp.test-helper.ts'

const HEADERS = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n'
const ANSWER = Buffer.from(`${HEADERS}data: {"content":"从前 🐉."}\n\n`)
const exactly = (count: number) => ({ min: count, max: count })

/** Starts a server that sends the same answer to every client and closes the connection. */
const startAnswering = (answer: string | Buffer = ANSWER) =>
  startTcpServer((socket) => socket.end(answer))

/** Starts a server that keeps every connection open. */
const startListening = (greeting = '') =>
  startTcpServer((socket) => {
    if (greeting) socket.write(greeting)
  })

async function open(port: number) {
  const socket = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Unlike `once`, does not reject after a reset. */
const waitForClose = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))

describe('the proxy without `upward` and `downward`', () => {
  test('passes every byte both ways, also to a reader that is slower than its sender', async () => {
    const bytes = randomBytes(4 * 1024 * 1024)
    const echo = await startTcpServer((socket) => socket.pipe(socket))
    const proxy = await startProxy({ targets: [echo] })
    const socket = connect({ port: proxy.port, host: '127.0.0.1' })
    onTestFinished(() => void socket.destroy())
    socket.end(bytes)
    const chunks: Buffer[] = []
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      await setImmediate()
    }

    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
    expect(proxy.counts()).toEqual({
      connections: 1,
      refused: 0,
      kills: 0,
      bytesUpward: bytes.length,
      bytesDownward: bytes.length,
    })
  })

  test('closes the client’s connection when its server closes, and does not count a kill', async () => {
    const server = await startListening('hi')
    const proxy = await startProxy({ targets: [server] })
    const socket = await open(proxy.port)
    await once(socket, 'data')
    server.close()
    await waitForClose(socket)
    expect(proxy.counts()).toMatchObject({ connections: 1, kills: 0 })
  })
})

describe('the kill', () => {
  test('happens after exactly `downward` bytes of the answer, at every position', async () => {
    const server = await startAnswering()
    for (let count = 1; count < ANSWER.length; count += 1) {
      const proxy = await startProxy({ targets: [server], downward: exactly(count), resets: 0 })
      const { bytes } = await exchange(proxy.port)
      expect(bytes.equals(ANSWER.subarray(0, count)), `${count} bytes`).toBe(true)
      expect(proxy.counts()).toMatchObject({ kills: 1, bytesDownward: count })
    }
  })

  test('happens after exactly `upward` bytes of the request, also in its body', async () => {
    const request = Buffer.from('POST / HTTP/1.1\r\ncontent-length: 11\r\n\r\n"问 🐉"')
    for (let count = 1; count < request.length; count += 1) {
      const server = await startListening()
      const proxy = await startProxy({ targets: [server], upward: exactly(count), resets: 0 })
      await exchange(proxy.port, request)
      await vi.waitFor(() => expect(server.received[0]).toEqual(request.subarray(0, count)))
      expect(proxy.counts()).toMatchObject({ kills: 1, bytesUpward: count })
    }
  })

  test('lets no more than `downward` bytes pass if it is a reset', async () => {
    const server = await startAnswering()
    for (let count = 1; count < ANSWER.length; count += 1) {
      const proxy = await startProxy({ targets: [server], downward: exactly(count), resets: 1 })
      const { bytes } = await exchange(proxy.port)
      expect(bytes.equals(ANSWER.subarray(0, bytes.length))).toBe(true)
      expect(bytes.length).toBeLessThanOrEqual(count)
    }
  })

  test.each([
    ['a reset', 1, 'ECONNRESET'],
    ['an orderly end', 0, undefined],
  ])('is %s if `resets` is %s', async (_, resets, code) => {
    const server = await startListening('hello')
    const proxy = await startProxy({ targets: [server], resets })
    const socket = await open(proxy.port)
    let thrown: NodeJS.ErrnoException | undefined
    socket.on('error', (error) => (thrown = error))
    await once(socket, 'data')
    proxy.killAll()
    await waitForClose(socket)
    expect(thrown?.code).toBe(code)
  })

  test('also closes the connection to the server', async () => {
    const onEnd = vi.fn()
    const server = await startTcpServer((socket) => {
      socket.once('end', onEnd).once('close', onEnd)
      socket.write('hello')
    })
    const proxy = await startProxy({ targets: [server], downward: exactly(3) })
    await exchange(proxy.port)
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalled())
  })

  test('happens at the same positions in another run with the same seed', async () => {
    const server = await startAnswering()
    const harm = { downward: { min: 1, max: ANSWER.length - 1 }, resets: 0 }
    async function lengths(seed: number): Promise<number[]> {
      const proxy = await startProxy({ targets: [server], seed, ...harm })
      const cut: number[] = []
      for (let index = 0; index < 20; index += 1) {
        cut.push((await exchange(proxy.port)).bytes.length)
      }
      return cut
    }
    const first = await lengths(5)
    expect(new Set(first).size).toBeGreaterThan(5)
    expect(await lengths(5)).toEqual(first)
    expect(await lengths(6)).not.toEqual(first)
  })

  test('spares the share `unharmed`', async () => {
    const server = await startAnswering()
    const proxy = await startProxy({ targets: [server], downward: exactly(5), unharmed: 1 })
    expect((await exchange(proxy.port)).bytes).toEqual(ANSWER)
    expect(proxy.counts().kills).toBe(0)
  })
})

describe('a running proxy', () => {
  test('kills no connection while it is calm, and continues with the same one afterwards', async () => {
    const echo = await startTcpServer((socket) => socket.pipe(socket))
    const proxy = await startProxy({ targets: [echo], downward: exactly(5) })
    const socket = await open(proxy.port)
    async function send(text: string): Promise<string> {
      socket.write(text)
      const [data] = (await once(socket, 'data')) as [Buffer]
      return data.toString()
    }
    proxy.calm()
    expect(await send('far more than five bytes')).toBe('far more than five bytes')
    proxy.rage()
    expect(await send('abc')).toBe('abc')
    expect(await send('defg')).toBe('de')
    await waitForClose(socket)
    expect(proxy.counts().kills).toBe(1)
  })

  test('kills all open connections at once with killAll()', async () => {
    const server = await startListening('hello')
    const proxy = await startProxy({ targets: [server] })
    const sockets = await Promise.all([1, 2, 3].map(() => open(proxy.port)))
    await Promise.all(sockets.map((socket) => once(socket, 'data')))
    proxy.killAll()
    await Promise.all(sockets.map((socket) => waitForClose(socket)))
    expect(proxy.counts()).toMatchObject({ connections: 3, kills: 3 })
  })

  test('closes open connections and refuses new ones after close()', async () => {
    const server = await startListening('hello')
    const proxy = await startProxy({ targets: [server] })
    const socket = await open(proxy.port)
    await once(socket, 'data')
    await Promise.all([waitForClose(socket), proxy.close()])
    expect((await exchange(proxy.port)).code).toBe('ECONNREFUSED')
  })
})

describe('a proxy with several targets', () => {
  test('uses them in turn', async () => {
    const servers = await Promise.all(['a', 'b', 'c'].map((name) => startAnswering(name)))
    const proxy = await startProxy({ targets: servers })
    const names = []
    for (let index = 0; index < 6; index += 1) names.push((await exchange(proxy.port)).bytes)
    expect(names.join('')).toBe('abcabc')
  })

  test('uses the next target while one refuses', async () => {
    const [a, b] = await Promise.all(['a', 'b'].map((name) => startAnswering(name)))
    if (!a || !b) throw new Error('Expected two servers.')
    const proxy = await startProxy({ targets: [a, { port: await refusingPort() }, b] })
    const names = []
    for (let index = 0; index < 6; index += 1) names.push((await exchange(proxy.port)).bytes)
    expect(names.join('')).toBe('abbabb')
  })

  test('refuses the connection if all targets refuse', async () => {
    const proxy = await startProxy({ targets: [{ port: await refusingPort() }] })
    expect(await exchange(proxy.port)).toMatchObject({ code: 'ECONNRESET' })
    expect(proxy.counts()).toMatchObject({ connections: 0, refused: 1, kills: 0 })
  })
})

test('startKillingProxy() throws without a target', async () => {
  await expect(startProxy({ targets: [] })).rejects.toThrow('targets')
})
