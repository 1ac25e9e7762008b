import type { Model } from '../model.ts'
import { createStubServer, type StubServerOptions } from '../server.ts'

/** Options that a test passes to the process, as JSON in its first argument. */
export interface StubProcessOptions extends Omit<StubServerOptions, 'model'> {
  /** Whether to use a model that cannot continue another process's answer, like a real server. */
  readonly isUpstream?: boolean
}

/** Yields words until it is stopped. */
const upstream: Model = async function* (_, signal) {
  while (!signal.aborted) {
    yield { content: 'word ' }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const text = process.argv[2] ?? '{}'
// startProcess.test-helper.ts serializes exactly this type.
const { isUpstream, ...options } = JSON.parse(text) as StubProcessOptions
const server = await createStubServer({
  port: 0,
  ...options,
  ...(isUpstream ? { model: upstream } : {}),
})
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
console.log(server.url)
