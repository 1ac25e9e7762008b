import { appHeaders } from './appHeaders.ts'
import { pathOf } from './pathOf.ts'
import { isStubPath } from './routes.ts'
import type { StubServerOptions } from '../server.ts'
import { staticFiles } from './staticFiles.ts'

/**
 * Serves the built app before the stub, both on one origin.
 *
 * @param folder its absolute path; it may be rebuilt while the server runs
 */
export function appFiles(folder: string): NonNullable<StubServerOptions['before']> {
  const files = staticFiles(folder, { headersOf: appHeaders })
  return (request, response, next) =>
    isStubPath(pathOf(request.url ?? '/') ?? '') ? next() : files(request, response, next)
}
