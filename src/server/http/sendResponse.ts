import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { discardBody } from './discardBody.ts'
import { startTimer } from '../runs/wait.ts'
import { problemResponse, type Problem } from './problem.ts'

/**
 * How long a client may leave a full buffer unread before its connection is closed, in milliseconds. The
 * client can resume.
 */
export const DEFAULT_STALL_TIMEOUT = 10_000

/** Largest write in bytes. A large piece is sent in steps, so that each step proves that the client reads. */
const MAX_WRITE = 64 * 1024

/**
 * Sends a response through Node at the pace of the client: it reads more of the body only after the
 * socket accepted the previous piece. If the body fails, it breaks the connection after the bytes sent
 * so far, because HTTP/1.1 has no other way to say that the response is incomplete. It discards the
 * rest of the request's body.
 *
 * @param stallTimeout how long a client may leave a full buffer unread, in milliseconds. @default 10_000
 */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  stallTimeout = DEFAULT_STALL_TIMEOUT,
): Promise<void> {
  const body: ReadableStream<Uint8Array> | null = response.body
  discardBody(outgoing.req)
  outgoing.writeHead(response.status, headersOf(response))
  if (!body || outgoing.req.method === 'HEAD') {
    await body?.cancel()
    outgoing.end()
    return
  }
  // The client waits for the response headers, but the first byte of a stream may be minutes away.
  outgoing.flushHeaders()
  const reader = body.getReader()
  const leave = () => void reader.cancel().catch(() => {})
  outgoing.once('close', leave)
  let flushed: Promise<void> = Promise.resolve()
  try {
    if (outgoing.destroyed) return
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (let index = 0; index < next.value.length; index += MAX_WRITE) {
        const slice = next.value.subarray(index, index + MAX_WRITE)
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

function headersOf({ headers }: Response): OutgoingHttpHeaders {
  const cookies = headers.getSetCookie()
  return {
    ...Object.fromEntries(headers),
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
  }
}

/** Sends an error instead of the response that was prepared. */
export function sendProblem(problem: Problem, outgoing: ServerResponse): Promise<void> {
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name)
  return sendResponse(problemResponse(problem), outgoing)
}

/** Waits until the socket accepts more data. A client that does not read in time loses its connection. */
function drained(outgoing: ServerResponse, stallTimeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = startTimer(() => {
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
