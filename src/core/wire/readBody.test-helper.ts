import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { toChatStreamError, type ChatStreamErrorKind } from '../errors.ts'
import type { StreamRecord } from '../types.ts'
import { readRecords } from './records.ts'

export interface ReadBody {
  readonly records: readonly StreamRecord[]
  /** Why reading failed; undefined after a clean end. */
  readonly failure?: ChatStreamErrorKind
}

/** Serves a body with a real HTTP server, each piece in a separate write, and reads its records. */
export async function readBody(
  pieces: readonly (string | Uint8Array)[],
  contentType = 'text/event-stream',
): Promise<ReadBody> {
  const server = createServer(async (_, response) => {
    response.writeHead(200, contentType ? { 'content-type': contentType } : {})
    response.flushHeaders()
    for (const piece of pieces) {
      if (piece.length > 0) await new Promise((resolve) => response.write(piece, resolve))
      await new Promise(setImmediate)
    }
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return collect(await fetch(`http://127.0.0.1:${port}/`))
}

async function collect(response: Response): Promise<ReadBody> {
  const records: StreamRecord[] = []
  try {
    for await (const record of readRecords(response, () => undefined)) records.push(record)
    return { records }
  } catch (error) {
    return { records, failure: toChatStreamError(error).kind }
  }
}

/** Reads a body in one write, and in a write for each byte: both must give the same. */
export async function readBothWays(body: string, contentType?: string): Promise<ReadBody> {
  const bytes = new TextEncoder().encode(body)
  const whole = await readBody([bytes], contentType)
  const bytewise = await readBody(
    Array.from(bytes, (byte) => Uint8Array.of(byte)),
    contentType,
  )
  if (JSON.stringify(bytewise) === JSON.stringify(whole)) return whole
  throw new Error(
    `Cut into bytes, the body became ${JSON.stringify(bytewise)}, in one piece ${JSON.stringify(whole)}.`,
  )
}

/** Creates a record of the default event. */
export const message = (data: string, id = ''): StreamRecord => ({ event: 'message', data, id })
