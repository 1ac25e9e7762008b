import { Agent, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { LoadContestant } from './contestants.ts'
import { PLANS, textOf, type PlanName } from './plan.ts'
import type { Report } from './serve.ts'
import { ServerProcess } from './serverProcess.ts'

/** Memory in bytes. NaN if the process has ended. */
export interface Memory {
  /** Resident memory: before the measurement, the highest, and at its end. */
  readonly before: number
  readonly peak: number
  readonly after: number
  /** By how much the memory in use grew, after a garbage collection. */
  readonly growth: number
}

function memoryOf(first: Report | undefined, last: Report | undefined): Memory {
  return {
    before: first?.resident ?? NaN,
    peak: last?.peak ?? NaN,
    after: last?.resident ?? NaN,
    growth: (last?.used ?? NaN) - (first?.used ?? NaN),
  }
}

export interface StreamFigures extends Memory {
  readonly exact: number
  readonly streams: number
  /** CPU time of the server, in milliseconds. */
  readonly cpu: number
}

export interface SilentFigures extends Memory {
  /** Characters that the models have written. */
  readonly written: number
  readonly readers: number
}

/** How long the models may make no progress before the figures are taken, in milliseconds. */
const QUIET = 4_000

/** Longest duration of one measurement, in milliseconds. */
const LIMIT = 180_000

/** Reads many streams at the same time, and compares the texts. */
export async function measureStreams(
  contestant: LoadContestant,
  redisUrl: string,
  streams: number,
): Promise<StreamFigures> {
  const server = await ServerProcess.start(contestant, redisUrl)
  try {
    // The first answer compiles what all need.
    await readText(server.port, contestant, 'streams', streams)
    const first = await server.report()
    const texts = await Promise.all(
      Array.from({ length: streams }, (_, question) =>
        readText(server.port, contestant, 'streams', question).catch(() => undefined),
      ),
    )
    const last = await server.report()
    const exact = texts.filter((text, question) => text === textOf(question, PLANS.streams)).length
    const cpu = (last?.cpu ?? NaN) - (first?.cpu ?? NaN)
    return { exact, streams, cpu, ...memoryOf(first, last) }
  } finally {
    await server.stop()
  }
}

/** Opens streams that never read, and waits until the models are done or held back. */
export async function measureSilent(
  contestant: LoadContestant,
  redisUrl: string,
  plan: PlanName,
  readers: number,
): Promise<SilentFigures> {
  const server = await ServerProcess.start(contestant, redisUrl)
  const sockets: Socket[] = []
  try {
    await readText(server.port, contestant, 'streams', readers)
    const first = await server.report()
    for (let question = 0; question < readers; question += 1) {
      sockets.push(openSilent(server.port, plan, question))
    }
    const last = await untilQuiet(server)
    const pieces = (last?.produced ?? NaN) - (first?.produced ?? NaN)
    return { written: pieces * PLANS[plan].pieceLength, readers, ...memoryOf(first, last) }
  } finally {
    for (const socket of sockets) socket.destroy()
    await server.stop()
  }
}

async function untilQuiet(server: ServerProcess) {
  const deadline = performance.now() + LIMIT
  let last = await server.report()
  while (last && performance.now() < deadline) {
    await pause(QUIET)
    const next = await server.report()
    if (!next || next.produced === last.produced) return next
    last = next
  }
  return last
}

/** Sends a request and leaves its response in the socket. */
function openSilent(port: number, plan: PlanName, question: number): Socket {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => {})
  socket.pause()
  socket.write(
    `GET /?plan=${plan}&question=${question} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  )
  return socket
}

const agent = new Agent({ maxSockets: Infinity })

async function readText(
  port: number,
  { text }: LoadContestant,
  plan: PlanName,
  question: number,
): Promise<string> {
  const path = `/?plan=${plan}&question=${question}`
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent }, resolve).on('error', reject)
  })
  response.setEncoding('utf8')
  let received = ''
  for await (const piece of response as AsyncIterable<string>) received += piece
  return [...received.matchAll(text)].map(([, json = '""']) => JSON.parse(json) as string).join('')
}
