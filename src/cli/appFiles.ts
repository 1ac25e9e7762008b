import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { appHeaders, methodNotAllowed, Problem } from '../server/internal.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Returns the headers of a file of the app. Only files under `assets/` have names that change with their content. */
export function fileHeaders(path: string): Readonly<Record<string, string>> {
  const isHashed = path.startsWith('/assets/')
  return { ...appHeaders(path), ...(isHashed ? {} : { 'Cache-Control': 'no-store' }) }
}

/** Serves one file of the app, by its exact path. */
export type AppFiles = (
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>

/**
 * Lists the files of the built app. A request finds only what is in the list, so no path leads out of the folder.
 *
 * @returns a function that serves a file for GET and HEAD, and throws Problem 404 or 405
 * @throws Error with `code: 'ENOENT'` if the folder does not exist
 */
export async function listAppFiles(folder: string): Promise<AppFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [`/${relative(folder, file).replaceAll(sep, '/')}`, file]),
  )
  return async (path, { method = '' }, response) => {
    const name = path.endsWith('/') ? `${path}index.html` : path
    const file = files.get(name)
    if (file === undefined) throw new Problem(404, 'There is no file at this path.')
    if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed(['GET', 'HEAD'])
    response.writeHead(200, {
      ...fileHeaders(name),
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      'Content-Length': (await stat(file)).size,
    })
    if (method === 'HEAD') response.end()
    else await pipeline(createReadStream(file), response).catch(() => response.destroy())
  }
}
