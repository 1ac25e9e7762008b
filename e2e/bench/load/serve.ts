import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { answer, PLANS, produced, type Plan, type PlanName } from './plan.ts'

/** What the benchmark learns from the process of a server. */
export interface Report {
  /** Resident memory, in bytes, and the highest since the start. */
  readonly resident: number
  readonly peak: number
  /** Memory in use after a garbage collection, in bytes: the heap, and buffers outside of it. */
  readonly used: number
  /** CPU time of the process since its start, in milliseconds. */
  readonly cpu: number
  /** Pieces that the models have yielded. */
  readonly produced: number
}

/** How often the memory is sampled, in milliseconds. */
const SAMPLE_INTERVAL = 50

/** Returns the question number and the plan of a request, such as `/?plan=silent&question=7`. */
export function questionOf(target: string): { question: number; plan: Plan } {
  const query = new URL(target, 'http://localhost').searchParams
  const plan = PLANS[(query.get('plan') ?? 'streams') as PlanName]
  return { question: Number(query.get('question')), plan }
}

/** The pieces of the answer that a request asks for. */
export function piecesOf(target: string, signal: AbortSignal): AsyncGenerator<string> {
  const { question, plan } = questionOf(target)
  return answer(question, plan, signal)
}

/** Serves a listener on a free port, and reports to the process of the benchmark. */
export async function serveListener(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1_024, resolve))
  announce((server.address() as AddressInfo).port)
}

/** Serves a function from requests to responses, as frameworks on Node do. */
export function serveFetch(fetch: (request: Request) => Promise<Response>): Promise<void> {
  return serveListener(async (incoming, outgoing) => {
    const abort = new AbortController()
    outgoing.once('close', () => abort.abort())
    const method = incoming.method ?? 'GET'
    const url = `http://localhost${incoming.url ?? '/'}`
    const response = await fetch(new Request(url, { method, signal: abort.signal }))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    if (!response.body) return outgoing.end()
    // The types of Node's streams differ from those of the web.
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
    body.on('error', () => outgoing.destroy())
    outgoing.once('close', () => body.destroy())
    return body.pipe(outgoing)
  })
}

/** Reports the port, and from then on the memory of this process whenever the benchmark asks. */
export function announce(port: number): void {
  let peak = 0
  const sample = () => {
    const { rss } = process.memoryUsage()
    peak = Math.max(peak, rss)
    return rss
  }
  setInterval(sample, SAMPLE_INTERVAL).unref()
  process.on('message', () => {
    sample()
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    const report: Report = {
      cpu: (user + system) / 1000,
      resident: sample(),
      peak,
      used: heapUsed + external,
      produced: produced.pieces,
    }
    process.send?.(report)
  })
  // The benchmark has ended, or was killed.
  process.once('disconnect', () => process.exit())
  process.send?.({ port })
}
