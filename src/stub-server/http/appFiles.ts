import { appHeaders, pathOf } from '../../server/internal.ts'
import { isStubPath } from './routes.ts'
import type { StubServerOptions } from '../server.ts'
import { staticFiles } from './staticFiles.ts'

/**
 * Creates a `before` listener that serves the built app in front of the stub, on one origin.
 *
 * @param folder the absolute path of the app; it may be rebuilt while the server runs
 */
export function appFiles(folder: string): NonNullable<StubServerOptions['before']> {
  const files = staticFiles(folder, { headersOf: appHeaders })
  return (request, response, next) =>
    isStubPath(pathOf(request.url ?? '/') ?? '') ? next() : files(request, response, next)
}
