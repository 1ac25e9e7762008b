import type { Stats } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { relative, sep } from 'node:path'
import send from 'send'
import { isObject, methodNotAllowed, pathOf, Problem, sendProblem } from '../../server/internal.ts'

const METHODS = ['GET', 'HEAD']

interface Variant {
  /** The suffix of the file name. */
  readonly ending: string
  readonly encoding?: string
}

/** Precompressed variants, best first. */
const COMPRESSED: readonly Required<Variant>[] = [
  { ending: '.br', encoding: 'br' },
  { ending: '.gz', encoding: 'gzip' },
]

export interface StaticFilesOptions {
  /**
   * Returns the response headers of a file, given its path in the folder, such as `/assets/index.js`.
   * @default no headers other than those of HTTP caching
   */
  readonly headersOf?: (path: string) => Readonly<Record<string, string>>
}

/**
 * Creates a listener that serves the current files of a folder, with ranges and conditional requests.
 * It sends `NAME.br` or `NAME.gz` instead of `NAME` if that exists and the client accepts it.
 *
 * @param folder the absolute path of the folder
 * @returns a listener for GET and HEAD that calls `next` if there is no such file, and never rejects
 */
export function staticFiles(folder: string, { headersOf = () => ({}) }: StaticFilesOptions = {}) {
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): Promise<void> => {
    const path = pathOf(request.url ?? '/')
    if (path === undefined) return next()
    if (!METHODS.includes(request.method ?? '')) {
      return sendProblem(methodNotAllowed(METHODS), response)
    }
    const file = path.endsWith('/') ? `${path}index.html` : path
    const accepted = request.headers['accept-encoding'] ?? ''
    const compressed = COMPRESSED.filter(({ encoding }) => accepts(accepted, encoding))
    for (const variant of [...compressed, { ending: '' }]) {
      const problem = await sendVariant(file, variant)
      if (!problem) return
      if (problem.status !== 404) return sendProblem(problem, response)
    }
    next()

    /** @returns the reason why nothing is sent, or undefined when the response has ended */
    function sendVariant(
      path: string,
      { ending, encoding }: Variant,
    ): Promise<Problem | undefined> {
      return new Promise((resolve) => {
        const sending = send(request, path + ending, { root: folder, index: false })
        sending.on('file', (_: string, { size }: Stats) => dropIgnoredRange(request, size))
        sending.on('headers', (_: ServerResponse, sent: string) => {
          // Use the file, not the requested path: `/diagram/..%2findex.html` is a file of the app.
          const name = sent.slice(0, sent.length - ending.length)
          const headers = headersOf(`/${relative(folder, name).replaceAll(sep, '/')}`)
          for (const [field, value] of Object.entries(headers)) response.setHeader(field, value)
          response.setHeader('Vary', 'Accept-Encoding')
          if (encoding !== undefined) response.setHeader('Content-Encoding', encoding)
          sending.type(name)
        })
        sending.on('directory', () => resolve(new Problem(404, 'This path is a folder.')))
        sending.on('error', (error: unknown) => {
          // Too late for another response: break off, so that the client does not take the part for the whole.
          if (response.headersSent) response.destroy()
          else resolve(problemOf(error))
        })
        response.once('close', () => resolve(undefined))
        sending.pipe(response)
      })
    }
  }
}

/** Removes a `Range` header that a server must ignore: `send` would refuse a suffix longer than the file. */
function dropIgnoredRange({ method, headers }: IncomingMessage, size: number): void {
  const [, suffix] = /^\s*bytes=\s*-(\d+)\s*$/.exec(headers.range ?? '') ?? []
  if (method !== 'GET' || Number(suffix) > size) delete headers.range
}

/** Returns whether `Accept-Encoding` accepts an encoding; `;q=0` excludes it. */
function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    return name === encoding && !parameters.some((text) => /^q=0(?:\.0*)?$/.test(text))
  })
}

/** Converts an error of `send`, which has a status and sometimes headers. */
function problemOf(error: unknown): Problem {
  switch (error instanceof Error && 'status' in error && error.status) {
    case 400:
      return new Problem(400, 'The path of this request is not encoded correctly.')
    // 403 is a path that leads out of the folder. Don't reveal whether a file exists there.
    case 403:
    case 404:
      return new Problem(404, 'There is no file at this path.')
    case 412:
      return new Problem(
        412,
        'The file has changed: it does not match If-Match or If-Unmodified-Since.',
      )
    case 416:
      return new Problem(416, 'The requested range is outside this file.', rangeHeaders(error))
    default:
      console.error('A file could not be read:', error)
      return new Problem(500, 'This file could not be read. The log of the server shows the cause.')
  }
}

function rangeHeaders(error: unknown): Readonly<Record<string, string>> {
  const headers = error instanceof Error && 'headers' in error ? error.headers : undefined
  const range = isObject(headers) ? headers['Content-Range'] : undefined
  return typeof range === 'string' ? { 'Content-Range': range } : {}
}
