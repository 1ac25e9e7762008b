import sirv from 'sirv'
import { appHeaders } from './appHeaders.ts'
import { isStubPath } from './routes.ts'
import type { StubServerOptions } from './server.ts'

/**
 * Serves the built app before the stub, both on one origin.
 *
 * @param folder its absolute path; it may be built anew meanwhile
 */
export function appFiles(folder: string): NonNullable<StubServerOptions['before']> {
  const files = sirv(folder, {
    etag: true,
    // Otherwise it remembers how long each file was, and a page that was built anew never comes to its end.
    dev: true,
    // Where the build has put them beside the files.
    brotli: true,
    gzip: true,
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(appHeaders(path))) response.setHeader(name, value)
    },
  })
  return (request, response, next) => {
    if (isStubPath(request.url ?? '')) next()
    else files(request, response, next)
  }
}
