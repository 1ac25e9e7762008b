import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { exchange, refusingPort, startProxy, startTcpServer } from './tcp.test-helper.ts'

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n'
const ANSWER = Buffer.from(`${HEAD}data: {"content":"从前 🐉."}\n\n`)
const exactly = (count: number) => ({ min: count, max: count })

/** Says the same to everybody, and goes. */
const startAnswering = (answer: string | Buffer = ANSWER) =>
  startTcpServer((socket) => socket.end(answer))

/** Keeps every connection open. */
const startListening = (word = '') =>
  startTcpServer((socket) => {
    if (word) socket.write(word)
  })

async function open(port: number) {
  const socket = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Unlike `once`, does not mind a reset. */
const closeOf = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))

describe('without harm', () => {
  test('every byte passes, both ways, also to a reader that is slower than its sender', async () => {
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

  test('a server that goes takes its client’s connection with it, which is no kill', async () => {
    const server = await startListening('hi')
    const proxy = await startProxy({ targets: [server] })
    const socket = await open(proxy.port)
    await once(socket, 'data')
    server.close()
    await closeOf(socket)
    expect(proxy.counts()).toMatchObject({ connections: 1, kills: 0 })
  })
})

describe('the kill', () => {
  test('comes after exactly so many bytes of the answer, wherever that is', async () => {
    const server = await startAnswering()
    for (let count = 1; count < ANSWER.length; count += 1) {
      const proxy = await startProxy({ targets: [server], downward: exactly(count), resets: 0 })
      const { bytes } = await exchange(proxy.port)
      expect(bytes.equals(ANSWER.subarray(0, count)), `${count} bytes`).toBe(true)
      expect(proxy.counts()).toMatchObject({ kills: 1, bytesDownward: count })
    }
  })

  test('comes after exactly so many bytes of the request, in its body, too', async () => {
    const request = Buffer.from('POST / HTTP/1.1\r\ncontent-length: 11\r\n\r\n"问 🐉"')
    for (let count = 1; count < request.length; count += 1) {
      const server = await startListening()
      const proxy = await startProxy({ targets: [server], upward: exactly(count), resets: 0 })
      await exchange(proxy.port, request)
      await vi.waitFor(() => expect(server.received[0]).toEqual(request.subarray(0, count)))
      expect(proxy.counts()).toMatchObject({ kills: 1, bytesUpward: count })
    }
  })

  test('by a reset lets no more pass than that', async () => {
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
  ])('is %s, as it is asked to be', async (_, resets, code) => {
    const server = await startListening('hello')
    const proxy = await startProxy({ targets: [server], resets })
    const socket = await open(proxy.port)
    let thrown: NodeJS.ErrnoException | undefined
    socket.on('error', (error) => (thrown = error))
    await once(socket, 'data')
    proxy.killAll()
    await closeOf(socket)
    expect(thrown?.code).toBe(code)
  })

  test('takes the connection to the server, too', async () => {
    const gone = vi.fn()
    const server = await startTcpServer((socket) => {
      socket.once('end', gone).once('close', gone)
      socket.write('hello')
    })
    const proxy = await startProxy({ targets: [server], downward: exactly(3) })
    await exchange(proxy.port)
    await vi.waitFor(() => expect(gone).toHaveBeenCalled())
  })

  test('comes at the same places in another run of the same seed', async () => {
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

  test('spares the share that is to be left unharmed', async () => {
    const server = await startAnswering()
    const proxy = await startProxy({ targets: [server], downward: exactly(5), unharmed: 1 })
    expect((await exchange(proxy.port)).bytes).toEqual(ANSWER)
    expect(proxy.counts().kills).toBe(0)
  })
})

describe('at run time', () => {
  test('nobody is killed in the calm, and the same connection is after it', async () => {
    const echo = await startTcpServer((socket) => socket.pipe(socket))
    const proxy = await startProxy({ targets: [echo], downward: exactly(5) })
    const socket = await open(proxy.port)
    async function say(words: string): Promise<string> {
      socket.write(words)
      const [data] = (await once(socket, 'data')) as [Buffer]
      return data.toString()
    }
    proxy.calm()
    expect(await say('far more than five bytes')).toBe('far more than five bytes')
    proxy.rage()
    expect(await say('abc')).toBe('abc')
    expect(await say('defg')).toBe('de')
    await closeOf(socket)
    expect(proxy.counts().kills).toBe(1)
  })

  test('all that are open can be killed at once', async () => {
    const server = await startListening('hello')
    const proxy = await startProxy({ targets: [server] })
    const sockets = await Promise.all([1, 2, 3].map(() => open(proxy.port)))
    await Promise.all(sockets.map((socket) => once(socket, 'data')))
    proxy.killAll()
    await Promise.all(sockets.map((socket) => closeOf(socket)))
    expect(proxy.counts()).toMatchObject({ connections: 3, kills: 3 })
  })

  test('its end closes what is open, and refuses what comes', async () => {
    const server = await startListening('hello')
    const proxy = await startProxy({ targets: [server] })
    const socket = await open(proxy.port)
    await once(socket, 'data')
    await Promise.all([closeOf(socket), proxy.close()])
    expect((await exchange(proxy.port)).code).toBe('ECONNREFUSED')
  })
})

describe('several targets', () => {
  test('take turns', async () => {
    const servers = await Promise.all(['a', 'b', 'c'].map((name) => startAnswering(name)))
    const proxy = await startProxy({ targets: servers })
    const names = []
    for (let index = 0; index < 6; index += 1) names.push((await exchange(proxy.port)).bytes)
    expect(names.join('')).toBe('abcabc')
  })

  test('stand in for one that refuses, until it is back', async () => {
    const [a, b] = await Promise.all(['a', 'b'].map((name) => startAnswering(name)))
    if (!a || !b) throw new Error('Two servers were started.')
    const proxy = await startProxy({ targets: [a, { port: await refusingPort() }, b] })
    const names = []
    for (let index = 0; index < 6; index += 1) names.push((await exchange(proxy.port)).bytes)
    expect(names.join('')).toBe('abbabb')
  })

  test('of which all refuse, refuse', async () => {
    const proxy = await startProxy({ targets: [{ port: await refusingPort() }] })
    expect(await exchange(proxy.port)).toMatchObject({ code: 'ECONNRESET' })
    expect(proxy.counts()).toMatchObject({ connections: 0, refused: 1, kills: 0 })
  })
})

test('without a target there is no proxy', async () => {
  await expect(startProxy({ targets: [] })).rejects.toThrow('targets')
})
