import type { ServerResponse } from 'node:http'
import { discardBody } from './discardBody.ts'
import { problemResponse, type Problem } from './problem.ts'

/**
 * How long a reader may leave a full buffer untouched, in milliseconds, before it loses its
 * connection. It can resume.
 */
export const DEFAULT_STALL_TIMEOUT = 10_000

/** In bytes. A large piece goes out in steps, each of which is a sign that its reader reads. */
const LARGEST_WRITE = 64 * 1024

/**
 * Sends a response through Node, at the pace of its reader: it asks the body for more only when the
 * socket took what it had. A body that fails breaks the connection, after the bytes before it went
 * out; there is no other way to say "this is not the end" in HTTP/1.1. The rest of the request's body is
 * discarded.
 *
 * @param stallTimeout how long a reader may leave a full buffer untouched, in milliseconds. @default 10_000
 */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  stallTimeout = DEFAULT_STALL_TIMEOUT,
): Promise<void> {
  const body: ReadableStream<Uint8Array> | null = response.body
  discardBody(outgoing.req)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!body || outgoing.req.method === 'HEAD') {
    await body?.cancel()
    outgoing.end()
    return
  }
  // A stream's reader waits for the head, and its first byte may be minutes away.
  outgoing.flushHeaders()
  const reader = body.getReader()
  const leave = () => void reader.cancel().catch(() => {})
  outgoing.once('close', leave)
  let flushed: Promise<void> = Promise.resolve()
  try {
    if (outgoing.destroyed) return
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (let at = 0; at < next.value.length; at += LARGEST_WRITE) {
        const slice = next.value.subarray(at, at + LARGEST_WRITE)
        let isFull = false
        flushed = new Promise((resolve) => {
          isFull = !outgoing.write(slice, () => resolve())
        })
        if (isFull && !(await drained(outgoing, stallTimeout))) return
      }
    }
    outgoing.end()
  } catch {
    await Promise.race([flushed, closed(outgoing)])
    outgoing.destroy()
  } finally {
    leave()
  }
}

/** Sends a refusal in place of any response that was prepared. */
export function sendProblem(problem: Problem, outgoing: ServerResponse): Promise<void> {
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name)
  return sendResponse(problemResponse(problem), outgoing)
}

/** Waits until the socket takes more. A reader that does not read in time loses its connection. */
function drained(outgoing: ServerResponse, stallTimeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      outgoing.destroy()
      end(false)
    }, stallTimeout)
    const onDrain = () => end(true)
    const onClose = () => end(false)
    outgoing.once('drain', onDrain)
    outgoing.once('close', onClose)
    if (outgoing.destroyed) end(false)
    function end(isDrained: boolean) {
      clearTimeout(timer)
      outgoing.off('drain', onDrain)
      outgoing.off('close', onClose)
      resolve(isDrained)
    }
  })
}

function closed(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) resolve()
    else outgoing.once('close', () => resolve())
  })
}
