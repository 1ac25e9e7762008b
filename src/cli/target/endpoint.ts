import { shownUrl } from '../proxy/openRequest.ts'
import type { Destination, TransportName } from '../flags/readOptions.ts'
import { ask, type Reply } from './ask.ts'
import { type Finding, localPath, type Target } from './target.ts'

/** Longest session id in a path, in characters. */
const MAX_SESSION_ID = 300

/** Creates the target of `--endpoint`: one URL, and below it the paths of the transport `session`. */
export function createEndpoint(destination: Extract<Destination, { kind: 'endpoint' }>): Target {
  const { url, key, transport } = destination
  const path = localPath(url)
  const shown = shownUrl({ url })

  const finding = (used: TransportName, how: string): Finding => ({
    config: { name: url.host, url: path, transport: used },
    summary: `Questions go to ${shown} (${describe(used)}${how}).`,
  })

  return {
    path,
    url,
    key,
    methodsOf(below) {
      if (below === '') return ['GET', 'POST']
      if (below === '/init') return ['POST']
      return isSessionPath(below) ? ['GET', 'DELETE'] : undefined
    },
    async look() {
      // OPTIONS starts no run. If the user has named the transport, only see whether the server is there.
      const root = await ask('OPTIONS', url, '', key)
      if ('failure' in root) {
        return {
          ...finding(transport ?? 'get', ''),
          problem: `Cannot reach ${shown}: ${root.failure}`,
          isPending: true,
        }
      }
      if (transport) return finding(transport, '')
      const init = await ask('OPTIONS', url, '/init', key)
      if (allows(init, 'POST')) return finding('session', '')
      if (allows(root, 'POST')) return finding('post', '')
      if (allows(root, 'GET')) return finding('get', '')
      return finding('get', '; the server does not say what it takes, --transport NAME changes it')
    },
  }
}

function describe(transport: TransportName): string {
  switch (transport) {
    case 'session':
      return 'POST …/init, then GET …/:sessionId'
    case 'post':
      return 'POST'
    case 'get':
      return 'GET ?message=…'
    case 'eventsource':
      return 'EventSource ?message=…'
  }
}

/** `Allow` lists the methods of a path, also beside 405. CORS middleware answers for all paths alike, without it. */
function allows(reply: Reply, method: string): boolean {
  if ('failure' in reply) return false
  const { allow = '' } = reply.headers
  return allow.split(',').some((each) => each.trim().toUpperCase() === method)
}

/** Returns whether a path is one segment: not `.` or `..`, which servers resolve, also if they are encoded. */
function isSessionPath(below: string): boolean {
  if (below.length > MAX_SESSION_ID || !/^\/(?:[\w.~:@!$&'()*+,;=-]|%[\da-f]{2})+$/i.test(below)) {
    return false
  }
  const decoded = below
    .slice(1)
    .replace(/%2e/gi, '.')
    .replace(/%(?:2f|5c|00)/gi, '/')
  return !/^\.{1,2}$|\//.test(decoded)
}
